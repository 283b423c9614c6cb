package io.memberport.cli.command;

import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.DocumentLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits of what an export file may be and hold. */
public final class LimitOptions {

    public static final String DEFAULT_FILE_SIZE = "1TiB";
    public static final String DEFAULT_MEMBER_SIZE = "8MiB";
    public static final String DEFAULT_COMPRESSION_RATIO = "500";

    @Option(
            names = "--max-file-size",
            paramLabel = "SIZE",
            description = "Maximum size of an export file, both compressed and uncompressed. Default: "
                    + DEFAULT_FILE_SIZE + ".")
    @Nullable String fileSize;

    @Option(
            names = "--max-member-size",
            paramLabel = "SIZE",
            description = "Maximum size of a member in an export file, as JSON. Default: " + DEFAULT_MEMBER_SIZE + ".")
    @Nullable String memberSize;

    @Option(
            names = "--max-compression-ratio",
            paramLabel = "N",
            description =
                    "Maximum compression ratio of an export file, N:1. Default: " + DEFAULT_COMPRESSION_RATIO + ".")
    @Nullable String compressionRatio;

    public static DocumentLimits limits(Settings settings) {
        DocumentLimits bySize = settings.find(Setting.MAX_FILE_SIZE)
                .map(given -> given.use(() -> DocumentLimits.DEFAULT.withDocumentBytes(given.bytes())))
                .orElse(DocumentLimits.DEFAULT);
        DocumentLimits byMember = settings.find(Setting.MAX_MEMBER_SIZE)
                .map(given -> given.use(() -> bySize.withMemberBytes(toInt(given.bytes()))))
                .orElse(bySize);
        return settings.find(Setting.MAX_COMPRESSION_RATIO)
                .map(given -> given.use(() -> byMember.withCompressionRatio(ratio(given))))
                .orElse(byMember);
    }

    private static int toInt(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static int ratio(GivenValue given) {
        try {
            return Integer.parseInt(given.value().strip());
        } catch (NumberFormatException none) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.origin() + " is '" + Printable.text(given.value())
                            + "', which is not a ratio. Write 500 for 500:1.");
        }
    }
}
