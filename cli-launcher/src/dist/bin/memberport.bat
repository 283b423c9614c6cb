@echo off
rem Starts memberport. Needs Java 17 or newer, from JAVA_HOME or from PATH.
rem   MEMBERPORT_JAVA_OPTS, JAVA_OPTS   options for Java
setlocal
rem No name here begins with MEMBERPORT_: memberport would take it for a setting that it does not know.
set "_home=%~dp0.."
set "_java=java.exe"
if defined JAVA_HOME goto named
where /q java.exe
if not errorlevel 1 goto found
echo memberport: There is no Java. Install 17 or newer, and put it on PATH or into JAVA_HOME. 1>&2
exit /b 2
:named
set "_java=%JAVA_HOME%\bin\java.exe"
if exist "%_java%" goto found
echo memberport: JAVA_HOME is "%JAVA_HOME%", and there is no bin\java.exe in it. Point it at a Java of 17 or newer. 1>&2
exit /b 2
:found
"%_java%" -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED -Xlog:disable "-Dmemberport.home=%_home%" %JAVA_OPTS% %MEMBERPORT_JAVA_OPTS% -cp "%_home%\lib\*;%_home%\drivers\*" io.memberport.cli.Main %*
exit /b %ERRORLEVEL%
