import { Graph, layout } from "@dagrejs/dagre";
import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  BaseEdge,
  Controls,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import { useMemo } from "react";
import { Link } from "wouter";
import { useFamily, type FamilyIndex } from "./family-index";
import { paths } from "./links";

const WIDTH = 184;
const HEIGHT = 58;

type ProductNode = Node<{ readonly code: string; readonly brand: string; readonly accent: string; readonly center: boolean }, "product">;

/** Who calls whom among these products: callers left, called ones right. Each box is the link to its product. */
export function CallGraph({
  codes,
  center,
  height,
}: {
  readonly codes: readonly string[];
  readonly center: string | null;
  readonly height: number;
}) {
  const { products } = useFamily();
  const scheme = useComputedColorScheme("light");
  const { nodes, edges } = useMemo(() => placed(codes, center, products), [codes, center, products]);
  return (
    <div className="graph" style={{ height }}>
      <ReactFlow
        key={codes.join()}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={scheme}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
        minZoom={0.1}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

type Point = Readonly<Record<"x" | "y", number>>;
type CallEdge = Edge<{ readonly points: readonly Point[] }, "call">;

/** The layout engine says where each box is and along which points each arrow goes, so that none runs behind a box. */
function placed(
  codes: readonly string[],
  center: string | null,
  products: FamilyIndex["products"],
): { readonly nodes: ProductNode[]; readonly edges: CallEdge[] } {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 22, edgesep: 26, ranksep: 90 });
  for (const code of codes) graph.setNode(code, { width: WIDTH, height: HEIGHT });
  for (const code of codes)
    for (const called of products.get(code)?.calls ?? []) if (graph.hasNode(called)) graph.setEdge(code, called, {});
  layout(graph);
  return {
    nodes: codes.map((code) => {
      const { x, y } = graph.node(code) as Point;
      const { brand = "", accent = "" } = products.get(code) ?? {};
      return {
        id: code,
        type: "product",
        position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
        data: { code, brand, accent, center: code === center },
        width: WIDTH,
        height: HEIGHT,
      };
    }),
    edges: graph.edges().map(({ v: source, w: target }) => ({
      id: `${source} ${target}`,
      type: "call",
      source,
      target,
      data: { points: (graph.edge(source, target) as { readonly points: readonly Point[] }).points },
      markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18 },
    })),
  };
}

/** Through the points in curves that meet half-way between two of them. */
function Call({ data, markerEnd }: EdgeProps<CallEdge>) {
  const points = data?.points ?? [];
  const text = ({ x, y }: Point): string => `${x},${y}`;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const curves = points.slice(1, -1).map((point, index) => {
    const next = points[index + 2] ?? last;
    const end = next === last ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${text(point)} ${text(end)}`;
  });
  return (
    <BaseEdge
      path={[`M${text(first)}`, ...(curves.length > 0 ? curves : [`L${text(last)}`])].join(" ")}
      {...(markerEnd !== undefined && { markerEnd })}
    />
  );
}

function ProductBox({ data: { code, brand, accent, center } }: NodeProps<ProductNode>) {
  return (
    <Link href={paths.product(code)} className={center ? "box center" : "box"} style={{ borderInlineStartColor: accent }}>
      <Handle type="target" position={Position.Left} />
      <strong>{code}</strong>
      <span>{brand}</span>
      <Handle type="source" position={Position.Right} />
    </Link>
  );
}

const NODE_TYPES = { product: ProductBox };
const EDGE_TYPES = { call: Call };

/** The product and those that are so many calls away from it, either way. */
export function around(code: string, steps: number, { products, callers }: Pick<FamilyIndex, "products" | "callers">): readonly string[] {
  const found = new Set([code]);
  for (let step = 0; step < steps; step++)
    for (const each of [...found]) for (const next of [...(products.get(each)?.calls ?? []), ...(callers.get(each) ?? [])]) found.add(next);
  return [...found];
}
