package io.memberport.cli;

/**
 * A value somebody gave.
 *
 * @param value as given
 * @param origin where, as a message would say it: {@code --region}, {@code MEMBERPORT_REGION}, {@code region
 *     (memberport.yaml, line 3)}
 * @param rank how strong the origin is
 */
record Given(String value, String origin, Rank rank) {

    /** The origins, the stronger one later. */
    enum Rank {
        FILE,
        ENVIRONMENT,
        FLAG
    }

    /** The origin only; the value may be a secret. */
    @Override
    public String toString() {
        return "Given[" + origin + "]";
    }
}
