#!/bin/sh
# Renames the Vector API's package and module in all that is built and said here, for the day it leaves
# incubation; see CONTRIBUTING.md.
set -eu

if [ $# -ne 2 ]; then
    printf 'Usage: tools/rename-vector-api.sh PACKAGE MODULE\n' >&2
    exit 2
fi
package=$1
module=$2
for name in "$package" "$module"; do
    case $name in
        '' | .* | *. | *..* | *[!A-Za-z0-9_.]*)
            printf 'rename-vector-api: a name must have letters, digits and dots between them; you gave %s\n' \
                "'$name'" >&2
            exit 2
            ;;
    esac
done
cd "$(dirname "$0")/.."
old=jdk.incubator.vector
# Imports and the rule of the architecture have the package, all else the module; what happened in the past
# keeps the name it had.
find engine mnist onnx bench cli site docs pom.xml README.md CONTRIBUTING.md lanewise lanewise.cmd -type f \
    ! -path '*/target/*' ! -path 'docs/decisions/*' ! -name '*.png' ! -name '*.gz' \
    -exec grep -lIE 'jdk[./]incubator[./]vector' {} + |
    while IFS= read -r file; do
        case $file in
            */ArchitectureTest.java) other=$package ;;
            *) other=$module ;;
        esac
        sed -e "s|^import $old\\.|import $package.|" \
            -e "s|^import static $old\\.|import static $package.|" \
            -e "s|jdk/incubator/vector|$(printf %s "$package" | tr . /)|g" \
            -e "s|$(printf %s "$old" | sed 's/\./\\./g')|$other|g" "$file" >"$file.renamed"
        cat "$file.renamed" >"$file" # keeps the file's mode
        rm "$file.renamed"
        printf '%s\n' "$file"
    done
