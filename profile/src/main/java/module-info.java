/** What is in an export, for people. Start with {@link io.memberport.profile.tally.Profiler}. */
module io.memberport.profile {
    requires com.fasterxml.jackson.databind;
    requires transitive io.memberport.core;
    requires static org.jspecify;

    exports io.memberport.profile;
    exports io.memberport.profile.json;
    exports io.memberport.profile.page;
    exports io.memberport.profile.tally;

    // For its documents, which are records.
    opens io.memberport.profile.json to
            com.fasterxml.jackson.databind;
}
