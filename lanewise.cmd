@echo off
rem Starts Lanewise: finds Java and runs it with the right options. Among the sources it takes a JDK
rem and builds what is missing or out of date; in an unpacked archive a JRE will do, or the archive's
rem own. LANEWISE_JAVA_OPTS adds options for Java, such as -Xmx2g.
setlocal EnableExtensions DisableDelayedExpansion

rem The oldest Java that will do.
set "LEAST=25"
set "ROOT=%~dp0"
set "TARGET=%ROOT%cli\target"
set "BUILT=%TARGET%\launcher.built"
set "OPTIONS=%ROOT%cli\src\main\launcher"
set "CLASSES=%TARGET%\lanewise-cli.jar;%TARGET%\lib\*"
set "SORT=JDK"
set "TOOL=javac"
set "UNPACKED="
if not exist "%ROOT%pom.xml" (
    set "OPTIONS=%ROOT%lib\launcher"
    set "CLASSES=%ROOT%lib\*"
    set "SORT=Java"
    set "TOOL=java"
    set "UNPACKED=yes"
)

set "JDK="
if defined UNPACKED if exist "%ROOT%runtime\bin\java.exe" set "JDK=%ROOT%runtime"
if not defined JDK if defined JAVA_HOME call :consider "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%j in ('where java 2^>nul') do if not defined JDK call :consider "%%~dpj.."
if not defined JDK for /d %%d in (
    "%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\*"
    "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*"
    "%ProgramFiles%\OpenJDK\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.gradle\jdks\*"
) do call :consider "%%~d"
if not defined JDK (
    >&2 echo lanewise: No %SORT% %LEAST% or newer was found in JAVA_HOME, on the PATH, or below %ProgramFiles%; install one, such as Temurin from https://adoptium.net, or set JAVA_HOME to it.
    exit /b 1
)

if not defined UNPACKED (
    call :stale
    if errorlevel 1 call :build
    if errorlevel 1 exit /b 1
)

set "TERMINALS="
set "COLUMNS_HERE=80"
rem Standard output is read by this command; standard error tells whether there is a terminal.
for /f "tokens=1,2" %%a in ('powershell -NoProfile -Command "[Console]::IsErrorRedirected; try { [Console]::WindowWidth } catch { 80 }" ^<nul') do (
    if "%%a"=="False" set "TERMINALS=err"
    if not "%%a"=="False" if not "%%a"=="True" set "COLUMNS_HERE=%%a"
)

rem Java warns of the Vector API whenever it is there, so only commands that compute get it.
set KIND="@%OPTIONS%\compute.options"
for %%c in ("" -h --help -V --version summary runs compare predict export completion) do if "%~1"=="%%~c" set KIND="@%OPTIONS%\quick.options"
if "%~1"=="show" set KIND=
for %%c in (-h --help) do if "%~2"=="%%c" set KIND="@%OPTIONS%\quick.options"
set BENCH=
if "%~1"=="bench" set BENCH="@%OPTIONS%\bench.options"
if "%~1 %~2"=="--debug bench" set BENCH="@%OPTIONS%\bench.options"
set OWN="@%OPTIONS%\java.options" %KIND% %BENCH%
set "GIVEN="
for %%v in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS LANEWISE_JAVA_OPTS) do if defined %%v set "GIVEN=yes"
if defined GIVEN call :fit

"%JDK%\bin\java.exe" %OWN% "-Dlanewise.tty=%TERMINALS%" "-Dlanewise.columns=%COLUMNS_HERE%" ^
    %LANEWISE_JAVA_OPTS% ^
    -cp "%CLASSES%" dev.lanewise.cli.Lanewise %*
exit /b %ERRORLEVEL%

rem The user's options win: leaves out of the launcher's own those that contradict them.
:fit
for /f "usebackq delims=" %%o in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%OPTIONS%\user-options.ps1"`) do set OWN=%%o
exit /b 0

rem Takes the Java in a folder if it will do and is not newer than one already taken.
:consider
if not exist "%~1\bin\%TOOL%.exe" exit /b 0
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

rem Error level 1 if the program is missing, or a source is not what it was when it was built.
:stale
call :look
if not exist "%TARGET%\lanewise-cli.jar" exit /b 1
if not exist "%TARGET%\lib" exit /b 1
if not exist "%BUILT%" exit /b 1
set "BEFORE="
set /p BEFORE=<"%BUILT%"
if "%BEFORE%"=="%SOURCES%" if not "%SOURCES%"=="unknown" exit /b 0
exit /b 1

rem Sets SOURCES to a number for the names, sizes and times of the sources. Times are compared for
rem equality only: a source may bear one that is still to come.
:look
set "SOURCES=unknown"
pushd "%ROOT%"
for /f "usebackq delims=" %%s in (`powershell -NoProfile -Command "$files = @(Get-Item -Force pom.xml, engine/pom.xml, mnist-images/pom.xml, mnist/pom.xml, onnx/pom.xml, bench/pom.xml, cli/pom.xml; Get-ChildItem -Recurse -Force .mvn, engine/src/main, mnist-images/src/main, mnist/src/main, onnx/src/main, bench/src/main, cli/src/main) | Where-Object { -not $_.PSIsContainer } | ForEach-Object { $_.FullName + ' ' + $_.Length + ' ' + $_.LastWriteTimeUtc.Ticks } | Sort-Object; $hash = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($files -join [char]10)); [BitConverter]::ToString($hash)" ^<nul`) do set "SOURCES=%%s"
popd
exit /b 0

rem Builds; error level 1 if that fails.
:build
where mvn >nul 2>nul
if errorlevel 1 (
    >&2 echo lanewise: Lanewise must be built, but Maven was not found on the PATH; install Maven 3.8 or newer from https://maven.apache.org.
    exit /b 1
)
>&2 echo lanewise: building; the first time Maven downloads what it needs
if not exist "%TARGET%" mkdir "%TARGET%"
rem As the sources were when the build began: what changes meanwhile is built next time.
>"%BUILT%.new" echo %SOURCES%
set "JAVA_HOME=%JDK%"
call mvn -q -f "%ROOT%pom.xml" -Dstyle.color=never -Dquick -pl cli -am package <nul >"%TARGET%\launcher.log" 2>&1
if errorlevel 1 (
    >&2 type "%TARGET%\launcher.log"
    >&2 echo lanewise: The build failed; Maven says why in the lines above.
    exit /b 1
)
move /y "%BUILT%.new" "%BUILT%" >nul
exit /b 0
