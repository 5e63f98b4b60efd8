# Refuses a change that would send clients to an earlier generation, or to a new, empty one. The marker says which generation is in use. A Cluster exists when the
# name of its Service resolves.

refuse() {
  echo "refused: $*"
  exit 1
}
exists() { getent hosts "$1-rw.$NAMESPACE.svc" >/dev/null; }
read_marker() { [ ! -e "$MARKER/$1" ] && echo 0 || cat "$MARKER/$1"; }

in_use=$(read_marker in-use)
made=$(read_marker made)
cluster=$CLUSTER_PREFIX$GENERATION
if [ "$in_use" -eq 0 ]; then
  echo "$DATABASE is new"
  exit 0
fi
[ "$GENERATION" -ge "$in_use" ] || refuse "generation: $GENERATION is below $in_use, which clients of $DATABASE use; write generation: $in_use"
if [ "$RESTORED" -ne "$GENERATION" ] && ! exists "$cluster"; then
  refuse "generation: Cluster $cluster does not exist and would be created empty, although $DATABASE held data before"
fi
if [ "$RESTORED" -ne 0 ] && [ "$RESTORED" -le "$made" ] && ! exists "$CLUSTER_PREFIX$RESTORED"; then
  refuse "restore.generation: $RESTORED was made before, so its archive is not empty; write $((made + 1))"
fi
