/**
 * A local stand-in for Alida's API and a generator of export files. Start with {@link
 * io.memberport.simulator.AlidaSimulator}, or with {@link io.memberport.simulator.generator.ExportGenerator} for a file
 * alone.
 */
module io.memberport.simulator {
    requires com.fasterxml.jackson.core;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports io.memberport.simulator;
    exports io.memberport.simulator.generator;
}
