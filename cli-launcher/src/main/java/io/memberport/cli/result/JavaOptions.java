package io.memberport.cli.result;

/** Where options for Java go; that depends on what has started this process. */
public final class JavaOptions {

    /** The variable that the start script takes them from. */
    public static final String OF_SCRIPT = "MEMBERPORT_JAVA_OPTS";

    /** Names the variable that they are in where there is no start script. */
    private static final String VARIABLE_PROPERTY = "memberport.java-options";

    /** Set by the start script. */
    private static final String HOME_PROPERTY = "memberport.home";

    private JavaOptions() {}

    /** To go after such an option: {@code in MEMBERPORT_JAVA_OPTS}. */
    public static String place() {
        String variable = variable();
        return variable.isEmpty() ? "before -jar" : "in " + variable;
    }

    /** Whether a start script has taken them from its variable. */
    public static boolean areOfScript() {
        return variable().equals(OF_SCRIPT);
    }

    /** Empty if they are in none. */
    private static String variable() {
        boolean isInstalled = !System.getProperty(HOME_PROPERTY, "").isEmpty();
        return System.getProperty(VARIABLE_PROPERTY, isInstalled ? OF_SCRIPT : "");
    }
}
