# lanewise.cmd runs this where a variable holds options for Java. Those win: of the launcher's own
# options (the files that %OWN% names, "@file" each) it prints, on one line and in quotes, those that
# go together with the user's: none for the collector, the heap or the compiler where the user's name
# such a one, and none of all these where the user's are in a file.
$given = ' ' + (@($env:JAVA_TOOL_OPTIONS, $env:JDK_JAVA_OPTIONS, $env:_JAVA_OPTIONS,
        $env:LANEWISE_JAVA_OPTS) -join ' ')
$hidden = '[\s"'']@|-XX:Flags=|-XX:VMOptionsFile='
$rules = @(
    @('^-XX:.Use\w+GC$', 'SerialGC|G1GC|ParallelGC|ZGC|ShenandoahGC|EpsilonGC|AggressiveHeap'),
    @('^-Xm', '-Xm|-ms|-mx|HeapSize|RAM|NewSize|AggressiveHeap'),
    @('^-XX:(TieredStopAtLevel|CompilationMode|CICompilerCount|.UseOnStackReplacement|.UseDynamicNumberOfCompilerThreads)',
        'Tiered|CompilationMode|CICompilerCount|OnStackReplacement|CompilerThreads|-Xint|-Xcomp|-client|JVMCI'))

function Test-Fits($option) {
    foreach ($rule in $rules) {
        if ($option -cmatch $rule[0] -and ($given -cmatch $rule[1] -or $given -cmatch $hidden)) {
            return $false
        }
    }
    return $true
}

$own = [regex]::Matches($env:OWN, '@([^"]+)') |
    ForEach-Object { Get-Content -LiteralPath $_.Groups[1].Value } |
    Where-Object { $_ -match '^-' -and (Test-Fits $_) } |
    ForEach-Object { '"' + $_ + '"' }
$own -join ' '
