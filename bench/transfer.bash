# A layer of 2 GiB that nothing compresses, from a layout to docker-registry and back, both on this machine's disk.
# Each push meets an empty registry, each pull an empty folder; what a round wrote is on the disk before the next one.
# shellcheck shell=bash disable=SC2154

bytes=$((${LAYER_MIB:-2048} << 20))

digest() { openssl dgst -sha256 -r | cut -d' ' -f1; }
# Moves the file into the layout and prints its digest.
keep() { # FILE
  local hex
  hex=$(digest <"$1")
  mv "$1" "$work/big/blobs/sha256/$hex"
  echo "sha256:$hex"
}
make_layout() {
  local image=application/vnd.oci.image config layer manifest
  mkdir -p "$work/big/blobs/sha256"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$work/big/oci-layout"
  openssl enc -aes-256-ctr -pass pass:lighterage -nosalt -pbkdf2 </dev/zero 2>/dev/null | head -c "$bytes" >"$work/layer" || true
  layer=$(keep "$work/layer")
  printf '{}' >"$work/config.json"
  config=$(keep "$work/config.json")
  printf '{"schemaVersion":2,"mediaType":"%s.manifest.v1+json","config":{"mediaType":"%s.config.v1+json","digest":"%s","size":2},"layers":[{"mediaType":"%s.layer.v1.tar","digest":"%s","size":%s}]}' \
    $image $image "$config" $image "$layer" "$bytes" >"$work/manifest.json"
  local size
  size=$(wc -c <"$work/manifest.json")
  manifest=$(keep "$work/manifest.json")
  printf '{"schemaVersion":2,"manifests":[{"mediaType":"%s.manifest.v1+json","digest":"%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"v1"}}]}' \
    $image "$manifest" "$size" >"$work/big/index.json"
}

push_ours() { "$lighter" -q copy "oci:$work/big:v1" "$distribution/big:v1"; }
pull_ours() { "$lighter" -q copy "$distribution/big:v1" "oci:$work/back:v1"; }
push_skopeo() { skopeo copy -q --dest-tls-verify=false "oci:$work/big:v1" "docker://$distribution/big:v1"; }
pull_skopeo() { skopeo copy -q --src-tls-verify=false "docker://$distribution/big:v1" "oci:$work/back:v1"; }
push_oras() { oras cp --no-tty --from-oci-layout --to-plain-http "$work/big:v1" "$distribution/big:v1"; }
pull_oras() { oras cp --no-tty --from-plain-http --to-oci-layout "$distribution/big:v1" "$work/back:v1"; }
push_crane() { crane push --insecure "$work/big" "$distribution/big:v1"; }
pull_crane() { crane pull --insecure --format=oci "$distribution/big:v1" "$work/back"; }

label="$((bytes >> 20)) MiB"
make_layout
start_distribution
for _ in $(seq "${ROUNDS:-3}"); do
  for who in ours ${TRANSFER_PEERS:-skopeo}; do
    rm -rf "$work/distribution" "$work/back"
    sync
    measure "push_$who"
    note "push $label" "$who"
    sync
    measure "pull_$who"
    note "pull $label" "$who"
  done
done
for who in ${TRANSFER_PEERS:-skopeo}; do
  compare "push $label" "$who"
  compare "pull $label" "$who"
done
rm -rf "$work/distribution" "$work/back" "$work/big"
