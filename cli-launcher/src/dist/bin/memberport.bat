@echo off
rem Starts memberport. Needs Java 17 or newer, from JAVA_HOME or from PATH.
setlocal
set "MEMBERPORT_HOME=%~dp0.."
set "MEMBERPORT_JAVA=java.exe"
if defined JAVA_HOME set "MEMBERPORT_JAVA=%JAVA_HOME%\bin\java.exe"
"%MEMBERPORT_JAVA%" -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED "-Dmemberport.home=%MEMBERPORT_HOME%" %JAVA_OPTS% %MEMBERPORT_JAVA_OPTS% -cp "%MEMBERPORT_HOME%\lib\*;%MEMBERPORT_HOME%\drivers\*" io.memberport.cli.Main %*
exit /b %ERRORLEVEL%
