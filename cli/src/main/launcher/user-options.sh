# The launcher reads this file where a variable holds options for Java. Those win: of its own options
# the launcher leaves out what the user's name, and what Java takes for a contradiction to them.

# Succeeds if the user's options hold one of these texts. A text in a place where it means nothing
# costs no more than an option of the launcher.
have() {
    [ -z "$hidden" ] || return 0
    for text; do
        case $given in
            *"$text"*) return 0 ;;
        esac
    done
    return 1
}

# Sets variables to the names of those that hold options, and given to all that they hold.
find_given() {
    given=' '
    variables=
    for name in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS LANEWISE_JAVA_OPTS; do
        eval "value=\${$name-}"
        if [ -n "$value" ]; then
            given="$given$value "
            variables=${variables:+$variables or }$name
        fi
    done
    # What is in a file may be anything.
    hidden=
    case $given in
        *[[:space:]\"\']@* | *-XX:Flags=* | *-XX:VMOptionsFile=*) hidden=yes ;;
    esac
}

# Succeeds if an option of the launcher's goes together with the user's.
fits() {
    case $1 in
        -XX:+Use*GC) ! have SerialGC G1GC ParallelGC ZGC ShenandoahGC EpsilonGC AggressiveHeap ;;
        -Xm*) ! have -Xm -ms -mx HeapSize RAM NewSize AggressiveHeap ;;
        -XX:TieredStopAtLevel=* | -XX:CompilationMode=* | -XX:*OnStackReplacement | \
            -XX:*CompilerThreads | -XX:CICompilerCount=*)
            name=${1#-XX:}
            name=${name#[+-]}
            ! have Tiered CompilationMode -Xint -Xcomp -client CICompilerCount JVMCI "${name%=*}"
            ;;
        -XX:CompileCommand=* | -XX:+DisplayVMOutputToStderr) true ;;
        -XX:AOTCache=* | -XX:SharedArchiveFile=*) ! have -Xshare AOT Shared ArchiveClasses ;;
        -XX:[+-]*) ! have "${1#-XX:[+-]}" ;;
        -XX:* | -D*) ! have "${1%%=*}" ;;
        -Xlog:all=warning*) ! have -Xlog -verbose ;;
    esac
}

# Fails where Java could only interpret the kernels, or only compile them into code that counts its own
# steps: the threads then wait for one another at the counters.
require_compiler() {
    case $command in
        train | evaluate | bench) ;;
        *) return ;;
    esac
    case $(printf '%s' "$given" | tr "\"'\t\n" '    ') in
        *' -Xint '* | *' -XX:TieredStopAtLevel='[023]' '*)
            fail "Without Java's compilers $command would take ten to a hundred times as long; leave\
 -Xint and -XX:TieredStopAtLevel=0, 2 and 3 out of $variables (1 will do)."
            ;;
    esac
}

# Has Java log to standard error what it would log to standard output, where results go.
move_logs() {
    case $given in
        *-Xlog* | *-verbose*) ;;
        *) return ;;
    esac
    for name in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS LANEWISE_JAVA_OPTS; do
        eval "value=\${$name-}"
        [ -n "$value" ] || continue
        value=$(printf '%s\n' "$value" | sed -E "
            s/(^|[[:space:]\"'])-verbose(:[a-z]*)?/\1-Xlog\2/g
            s/-Xlog([[:space:]\"']|\$)/-Xlog:all=info\1/g
            s/-Xlog:(disable|async)([[:space:]\"']|\$)/-XLOG:\1\2/g
            s/-Xlog:([^:[:space:]\"']*)([[:space:]\"']|\$)/-Xlog:\1:stderr\2/g
            s/-Xlog:([^:[:space:]\"']*):(stdout)?(:[^[:space:]\"']*)?([[:space:]\"']|\$)/-Xlog:\1:stderr\3\4/g
            s/-XLOG:/-Xlog:/g")
        eval "$name=\$value"
    done
}

# Sets words to the user's own options for Lanewise, one a line: in quotes they may hold blanks.
split_words() {
    case ${LANEWISE_JAVA_OPTS-} in
        *[\"\']*)
            words=$(printf '%s' "$LANEWISE_JAVA_OPTS" | xargs -n 1 printf '%s\n' 2>/dev/null) ||
                fail "Every quote in LANEWISE_JAVA_OPTS must be closed; one is open."
            ;;
        *) words=$(printf '%s' "${LANEWISE_JAVA_OPTS-}" | tr -s ' \t' '\n\n') ;;
    esac
}

# Sets own to the launcher's options, one a line, in the order of Java, and empties kept if it
# doesn't fit.
find_options() {
    find_given
    require_compiler
    move_logs
    split_words
    own=
    for kind in $kinds; do
        some=
        while read -r option; do
            case $option in
                '' | '#'*) continue ;;
            esac
            ! fits "$option" || some=$some$option$newline
        done <"$options/$kind.options"
        own=$some$own
    done
    fits "$kept" || kept=
    require_sound
}

# Fails if Java doesn't start with the options, which it says in its own way; what it took once it
# takes again. Agents and recordings would begin twice.
require_sound() {
    case $given in
        *agent* | *Recording* | *-Xlog* | *-Xdebug* | *-Xrun*) return ;;
    esac
    checked=$target/launcher.checked
    wanted=$jdk$newline$own$given
    [ "$wanted" != "$(cat "$checked" 2>/dev/null)" ] || return
    if said=$(
        set -f
        IFS=$newline
        # shellcheck disable=SC2086
        "$jdk/bin/java" ${kept:+"$kept"} $own $words -version 2>&1 </dev/null
    ); then
        printf '%s' "$wanted" 2>/dev/null >"$checked"
        return
    fi
    said=$(printf '%s\n' "$said" | sed -n '
        /^NOTE: /d
        /^Picked up /d
        /warning: /d
        /^Error occurred during init/d
        s/[.!]*$//p' | sed 1q)
    fail "Java doesn't start with the options in $variables: $said; change them."
}
