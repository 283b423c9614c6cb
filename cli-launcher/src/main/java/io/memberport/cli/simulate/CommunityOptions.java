package io.memberport.cli.simulate;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.simulator.generator.ExportGenerator;
import picocli.CommandLine.Option;

/** What a made-up community is like. The same figures always give the same data. */
final class CommunityOptions {

    @Option(names = "--members", paramLabel = "N", description = "Number of members. Default: ${DEFAULT-VALUE}.")
    long members;

    @Option(
            names = "--variables",
            paramLabel = "N",
            description = "Number of profile variables. Default: ${DEFAULT-VALUE}.")
    int variables;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the made-up members; another seed gives other members. Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    CommunityOptions(long members, int variables) {
        this.members = members;
        this.variables = variables;
    }

    /** With plain values only, for which every target has a place in every layout. */
    ExportGenerator.Spec spec() {
        if (members < 0 || variables < 0) {
            throw new MemberportException(FailureKind.CONFIGURATION, "--members and --variables must not be negative.");
        }
        return ExportGenerator.Spec.builder()
                .members(members)
                .variables(variables)
                .seed(seed)
                .oddShare(0)
                .build();
    }
}
