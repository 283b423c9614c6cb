@echo off
rem Starts memberport. Needs Java 17 or newer, from JAVA_HOME or from PATH.
rem   MEMBERPORT_JAVA_OPTS, JAVA_OPTS   options for Java
setlocal
rem No name here begins with MEMBERPORT_: memberport would take it for a setting that it does not know.
set "_home=%~dp0.."
rem Programs are run by their paths only: cmd looks for a bare name in the working directory before PATH.
set "_findstr=%SystemRoot%\System32\findstr.exe"
set "_java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME goto named
for %%i in (java.exe) do set "_java=%%~$PATH:i"
if defined _java goto found
echo memberport: There is no Java. Install 17 or newer, and put it on PATH or into JAVA_HOME. 1>&2
exit /b 2
:named
if exist "%_java%" goto found
echo memberport: JAVA_HOME is "%JAVA_HOME%", and there is no bin\java.exe in it. Point it at a Java of 17 or newer. 1>&2
exit /b 2
:found
rem Every Java says in a file which one it is. The programs that installers put on PATH have none beside them, and are asked.
set "_version="
for %%i in ("%_java%") do for /f "tokens=2 delims==" %%v in ('%_findstr% /b /c:"JAVA_VERSION=" "%%~dpi..\release" 2^>nul') do set "_version=%%~v"
if not defined _version for /f "tokens=2,3" %%v in ('call "%_java%" -version 2^>^&1') do if "%%v"=="version" set "_version=%%~w"
if defined _version goto told
echo memberport: "%_java%" does not start. Install Java 17 or newer, and put it on PATH or into JAVA_HOME. 1>&2
exit /b 2
:told
for /f "delims=.-+" %%v in ("%_version%") do set "_major=%%v"
if %_major% geq 17 goto new
echo memberport: "%_java%" is Java %_version%; 17 or newer is needed. Point JAVA_HOME at one. 1>&2
exit /b 2
:new
rem Java accepts one collector only. All that may have options for Java may ask for another one, and so may a file of options (@file).
set "_collector=-XX:+UseSerialGC"
for %%v in (JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS MEMBERPORT_JAVA_OPTS _JAVA_OPTIONS) do (set %%v 2>nul | %_findstr% /r /c:"-XX:+Use[A-Za-z0-9]*GC\>" /c:"@" >nul && set "_collector=")
"%_java%" %_collector% -Xshare:auto --enable-native-access=ALL-UNNAMED -Xlog:disable "-Dmemberport.home=%_home%" %JAVA_OPTS% %MEMBERPORT_JAVA_OPTS% -cp "%_home%\lib\*;%_home%\drivers\*" io.memberport.cli.Main %*
exit /b %ERRORLEVEL%
