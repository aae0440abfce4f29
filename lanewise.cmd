@echo off
rem Starts Lanewise: finds a JDK, builds what is missing or older than its sources, and runs Java on
rem it with the right options. LANEWISE_JAVA_OPTS adds options for Java, such as -Xmx2g.
setlocal EnableExtensions DisableDelayedExpansion

rem The oldest Java that will do.
set "LEAST=25"
set "ROOT=%~dp0"
set "TARGET=%ROOT%cli\target"
set "BUILT=%TARGET%\launcher.built"

set "JDK="
if defined JAVA_HOME call :consider "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%j in ('where java 2^>nul') do if not defined JDK call :consider "%%~dpj.."
if not defined JDK for /d %%d in (
    "%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\*"
    "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*"
    "%ProgramFiles%\OpenJDK\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.gradle\jdks\*"
) do call :consider "%%~d"
if not defined JDK (
    >&2 echo lanewise: No JDK %LEAST% or newer was found in JAVA_HOME, on the PATH, or below %ProgramFiles%; install one, such as Temurin from https://adoptium.net, or set JAVA_HOME to it.
    exit /b 1
)

call :stale
if errorlevel 1 call :build
if errorlevel 1 exit /b 1

set "TERMINALS="
set "COLUMNS_HERE=80"
rem Standard output is read by this command; standard error tells whether there is a terminal.
for /f "tokens=1,2" %%a in ('powershell -NoProfile -Command "[Console]::IsErrorRedirected; try { [Console]::WindowWidth } catch { 80 }" ^<nul') do (
    if "%%a"=="False" set "TERMINALS=err"
    if not "%%a"=="False" if not "%%a"=="True" set "COLUMNS_HERE=%%a"
)

set "OPTIONS=%ROOT%cli\src\main\launcher"
rem Java warns of the Vector API whenever it is there, so only commands that compute get it.
set KIND="@%OPTIONS%\compute.options"
for %%c in ("" -h --help -V --version summary predict completion) do if "%~1"=="%%~c" set KIND="@%OPTIONS%\quick.options"
if "%~1"=="show" set KIND=
for %%c in (-h --help) do if "%~2"=="%%c" set KIND="@%OPTIONS%\quick.options"
set BENCH=
if "%~1"=="bench" set BENCH="@%OPTIONS%\bench.options"
if "%~1 %~2"=="--debug bench" set BENCH="@%OPTIONS%\bench.options"

"%JDK%\bin\java.exe" "@%OPTIONS%\java.options" %KIND% %BENCH% ^
    "-Dlanewise.tty=%TERMINALS%" "-Dlanewise.columns=%COLUMNS_HERE%" ^
    %LANEWISE_JAVA_OPTS% ^
    -cp "%TARGET%\lanewise-cli.jar;%TARGET%\lib\*" dev.lanewise.cli.Lanewise %*
exit /b %ERRORLEVEL%

rem Takes the JDK in a folder if it will do and is not newer than one already taken.
:consider
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION="
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do if "%%a"=="JAVA_VERSION" set "VERSION=%%~b"
set "FEATURE=0"
for /f "tokens=1 delims=.-+" %%v in ("%VERSION%") do set "FEATURE=%%v"
if %FEATURE% LSS %LEAST% exit /b 0
if defined JDK if %FEATURE% GEQ %JDK_FEATURE% exit /b 0
set "JDK=%~f1"
set "JDK_FEATURE=%FEATURE%"
exit /b 0

rem Error level 1 if the program is missing or a source is newer than the build.
:stale
if not exist "%TARGET%\lanewise-cli.jar" exit /b 1
if not exist "%TARGET%\lib" exit /b 1
if not exist "%BUILT%" exit /b 1
pushd "%ROOT%"
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:BUILT).LastWriteTimeUtc; $paths = 'pom.xml', '.mvn', 'engine/pom.xml', 'engine/src/main', 'mnist/pom.xml', 'mnist/src/main', 'bench/pom.xml', 'bench/src/main', 'cli/pom.xml', 'cli/src/main'; $newer = @(Get-Item -Force $paths; Get-ChildItem -Recurse -Force $paths) | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1; exit [int]($null -ne $newer)" <nul
set "STALE=%ERRORLEVEL%"
popd
exit /b %STALE%

rem Builds; error level 1 if that fails.
:build
where mvn >nul 2>nul
if errorlevel 1 (
    >&2 echo lanewise: Lanewise must be built, but Maven was not found on the PATH; install Maven 3.8 or newer from https://maven.apache.org.
    exit /b 1
)
>&2 echo lanewise: building; the first time Maven downloads what it needs
if not exist "%TARGET%" mkdir "%TARGET%"
rem The mark bears the time when the build began: what changes meanwhile is built next time.
type nul >"%BUILT%.new"
set "JAVA_HOME=%JDK%"
call mvn -q -f "%ROOT%pom.xml" -Dstyle.color=never -Dquick -pl cli -am package <nul >"%TARGET%\launcher.log" 2>&1
if errorlevel 1 (
    >&2 type "%TARGET%\launcher.log"
    >&2 echo lanewise: The build failed; Maven says why in the lines above.
    exit /b 1
)
move /y "%BUILT%.new" "%BUILT%" >nul
exit /b 0
