package io.memberport.export;

import io.memberport.error.MemberportException;
import io.memberport.port.ExportFileSource;
import io.memberport.port.MemberSink;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one export file to sinks, in one pass and constant memory: reading, decoding and encoding overlap on the cores
 * there are, every sink gets all members in order, and sinks commit only once the whole file has been read and checked.
 *
 * <p>An instance is immutable and can run any number of transfers, one after the other or side by side.
 */
public final class ExportTransfer {

    private final String community;
    private final Path spoolDirectory;

    private ExportTransfer(String community, Path spoolDirectory) {
        this.community = community;
        this.spoolDirectory = spoolDirectory;
    }

    /**
     * A transfer for a community.
     *
     * @param community the community's API key name, which targets keep their commits by
     */
    public static ExportTransfer forCommunity(String community) {
        return new ExportTransfer(community, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Where a private copy of the file goes if a sink needs to read it twice; the system's default if not set. */
    public ExportTransfer withSpoolDirectory(Path directory) {
        return new ExportTransfer(community, directory);
    }

    /**
     * Reads the file and writes it to all sinks. A sink that fails is discarded, and the others go on; they do not
     * commit together, each is exact on its own. Closes the sinks in any case, the source in none.
     *
     * @param source the file
     * @param batchId the batch the file must be of; null to take what the file says
     * @param sinks at least one, none of them opened
     * @param listener hears of progress
     * @return what was read and where each sink stands, none of them {@link TargetResult.Outcome#FAILED}
     * @throws TargetsFailedException if a sink failed
     * @throws MemberportException if the file cannot be read, is malformed or incomplete, or the thread is interrupted;
     *     then no sink has committed
     */
    public ExportResult run(
            ExportFileSource source, @Nullable String batchId, List<MemberSink> sinks, ExportListener listener) {
        throw new UnsupportedOperationException(community + spoolDirectory);
    }
}
