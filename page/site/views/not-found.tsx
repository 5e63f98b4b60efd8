import { PageLink } from "../links";
import { View } from "../parts";

/** An address that leads to nothing: the thing was renamed or removed since. */
export function NotFound({ what = "view" }: { readonly what?: string }) {
  return (
    <View title="Not here" lead={`The catalog that this page was made from has no ${what}. It may be called otherwise now: search for it.`}>
      <PageLink to="/">To the map</PageLink>
    </View>
  );
}
