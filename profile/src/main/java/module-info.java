/** What is in an export, for people. Start with {@link io.memberport.profile.Profiler}. */
module io.memberport.profile {
    requires transitive io.memberport.core;
    requires static org.jspecify;

    exports io.memberport.profile;
    exports io.memberport.profile.page;
}
