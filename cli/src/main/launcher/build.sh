# The launcher reads this file where something must be built.

# The file that says what was built holds four numbers: of everything, so that one look is enough at
# most starts, and of its parts, which say what must be built.
sources_now() {
    # shellcheck disable=SC2086
    state_of $source_files
}

program_now() {
    # shellcheck disable=SC2086
    state_of $program_files
}

caches_now() {
    # shellcheck disable=SC2086
    state_of $cache_files
}

# Succeeds if the program is missing, or it or a source is not what it was when it was built.
is_stale() {
    sources='' program='' caches=''
    { read -r _ && read -r sources && read -r program && read -r caches; } 2>/dev/null <"$built"
    [ ! -f "$target/lanewise-cli.jar" ] || [ "$sources" != "$(sources_now)" ] ||
        [ "$program" != "$(program_now)" ]
}

# Of several launchers one builds and the others wait.
lock() {
    lock=$target/launcher.lock
    [ -e "$lock" ] || true 2>/dev/null >"$lock"
    if [ -r "$lock" ] && { [ -f "$lock" ] || [ -d "$lock" ]; }; then
        exec 9<"$lock" # not for writing: it may be another user's, or a folder
    fi
    waited=0
    until hold 2>/dev/null; do
        [ "$waited" -ne 1 ] || printf 'lanewise: waiting for another build\n' >&2
        [ "$waited" -ne 60 ] ||
            printf 'lanewise: Still waiting for another build; if there is none, delete %s.\n' \
                "$held" >&2
        sleep 1
        waited=$((waited + 1))
    done
    echo $$ 2>/dev/null >"$lock" # for those who look
    trap unlock EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

unlock() {
    exec 9<&-
    [ "$held" = "$lock" ] || rm -rf "$held"
    trap - EXIT HUP INT TERM
}

# Succeeds if the lock is this launcher's. The system's locks end with their processes; where there
# are none, a folder is one, which names its owner.
hold() {
    held=$lock
    if command -v flock >/dev/null; then
        flock -n 9
        case $? in
            0) return 0 ;;
            1) return 1 ;;
        esac
    fi
    held=$lock.d
    if ! mkdir "$held"; then
        # One at a time looks whether the owner is gone: else the next owner's would be removed.
        mkdir "$lock.look" || { is_old "$lock.look" && rmdir "$lock.look"; return 1; }
        is_void && rm -rf "$held"
        rmdir "$lock.look"
        mkdir "$held" || return 1
    fi
    owner_of $$ >"$held/owner"
}

# Prints the host, and the number and start of a process: numbers come again. Whoever looks must see the
# same text, whatever the locale, the time zone and the blanks.
owner_of() {
    printf '%s %s %s\n' "$(uname -n)" "$1" \
        "$(LC_ALL=C TZ=UTC0 ps -o lstart= -p "$1" | tr -s ' ' | sed 's/^ //; s/ $//')"
}

# Succeeds if the owner of the folder is gone, or unknown for long.
is_void() {
    read -r host number start <"$held/owner" || { is_old "$held"; return; }
    if [ "$host" != "$(uname -n)" ] || [ -z "$start" ]; then
        is_old "$held"
    else
        [ "$(owner_of "$number")" != "$host $number $start" ]
    fi
}

is_old() {
    [ -n "$(find "$1" -prune -mmin +15)" ]
}

build() {
    if ! make_folder "$target"; then
        fail "$home must be built, but $target can't be written; change its permissions."
    fi
    lock
    # Still: another launcher may have built meanwhile.
    if is_stale; then
        compile
    elif [ "$caches" != "$(caches_now)" ]; then
        printf 'lanewise: making the class archives anew, as they were changed\n' >&2
        keep_classes
    else
        keep_numbers
    fi
    unlock
}

# Makes the class archives of an unpacked archive: in its folder, or in the user's where that one can't
# be written. Without them, where neither can, Java starts all the same.
prepare() {
    if ! make_folder "$target"; then
        number=$(printf '%s' "$home" | cksum)
        user=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
        keep_in "$user/lanewise/${number%% *}"
        ! is_built || return
        if [ -z "$user" ] || ! make_folder "$target"; then
            sound=
            return
        fi
    fi
    lock
    if ! is_built; then # still: another launcher may have made them meanwhile
        printf 'lanewise: preparing quick starts, once, for some seconds\n' >&2
        keep_classes
    fi
    unlock
}

make_folder() {
    mkdir -p "$1" 2>/dev/null && [ -w "$1" ]
}

compile() {
    command -v mvn >/dev/null ||
        fail "Lanewise must be built, but Maven was not found (looked for mvn on the PATH);\
 install Maven 3.8 or newer, from your system's packages or https://maven.apache.org."
    printf 'lanewise: building; the first time Maven downloads what it needs\n' >&2
    # As the sources are now: what changes meanwhile is built next time.
    sources=$(sources_now)
    # A build that was killed may have left half of one, which Maven takes for up to date.
    rm -f "$home"/engine/target/lanewise-*.jar "$home"/mnist*/target/lanewise-*.jar \
        "$home"/onnx/target/lanewise-*.jar "$home"/bench/target/lanewise-*.jar
    if [ "$program" != "$(program_now)" ]; then # Maven would leave damaged files as they are
        rm -rf "$target/lib" "$target/lanewise-cli.jar"
    fi
    # Maven on a new Java warns about its own libraries: shown only if it matters.
    if ! JAVA_HOME=$jdk mvn -q -f "$home/pom.xml" -Dstyle.color=never -Dquick -pl cli -am \
        package </dev/null >"$target/launcher.log" 2>&1; then
        cat "$target/launcher.log" >&2
        fail "The build failed; Maven says why in the lines above."
    fi
    program=$(program_now)
    keep_classes
}

# Keeps the classes of a short training as Java lays them out in memory, and those of the commands
# that answer at once with what Java learned of them, so that both start faster. Java does without if
# there is no such file, or one of another JDK. An archive that a program writes as it ends would lack
# picocli's classes, which are of an older format: so the list of classes is kept, and archived by a
# second Java that runs nothing. Links between constants (@cp) would have it link picocli's, too, and
# so would lambdas that bear its types.
keep_classes() {
    classes=$target/launcher.classes
    rm -f "$archive" "$cache"
    (
        unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
        cd "$target" || exit
        "$jdk/bin/java" "@$options/java.options" "@$options/compute.options" \
            -Xshare:off "-XX:DumpLoadedClassList=$classes" -cp "$classpath" "$main" \
            train --epochs 1 --limit 200 --validation 64 --run launcher.run &&
            sed '/^@cp /d; /^@lambda-proxy .*picocli/d' "$classes" >"$classes.new" &&
            "$jdk/bin/java" "@$options/java.options" "@$options/compute.options" -Xshare:dump \
                "-XX:SharedClassListFile=$classes.new" "-XX:SharedArchiveFile=$archive" \
                -cp "$classpath"
        rm -rf launcher.run "$classes" "$classes.new"
        "$jdk/bin/java" "@$options/java.options" "-XX:AOTCacheOutput=$cache" \
            -cp "$classpath" dev.lanewise.cli.Rehearsal
    ) </dev/null >"$target/launcher.log" 2>&1
    keep_numbers
}

keep_numbers() {
    if [ -n "$unpacked" ]; then
        # A time in whole seconds: container images and archives keep no more.
        touch -c -r "$options/build.sh" "$archive" "$cache"
        whole=$(whole_now)
        printf '%s\n' "$whole" >"$built.new"
        mv -f "$built.new" "$built"
        return
    fi
    whole=$(whole_now)
    # What changed meanwhile is built next time.
    [ "$sources" = "$(sources_now)" ] && [ "$program" = "$(program_now)" ] || whole=changed
    printf '%s\n' "$whole" "$sources" "$program" "$(caches_now)" >"$built.new"
    mv -f "$built.new" "$built"
}
