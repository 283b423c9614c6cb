package io.memberport.sink.xlsx;

import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.file.Disk;
import io.memberport.encoding.file.FileTarget;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes an export to a workbook that spreadsheet programs open: a sheet with a row for each member and a column for each variable,
 * one with the options of variables, and one that tells of the export. Cells are numbers, dates and text, never formulas; what a cell
 * of another type would change is text.
 *
 * <p>Each commit replaces the whole file by a new one in a single step; its manifest, {@code <file>.manifest.json}, comes right after.
 * Permissions, links and a run that is killed are as {@code docs/csv.md} has them, for it is the same code.
 *
 * <p>Encoding happens in {@link SinkRun#prepare}, so it uses as many cores as call it. Memory does not depend on the number of members.
 */
public final class XlsxMemberSink implements MemberSink {

    private final FileTarget<XlsxManifest> target;
    private final WorkbookOptions options;

    XlsxMemberSink(Path target, WorkbookOptions options, Disk disk) {
        this.target = new FileTarget<>(target, disk, XlsxManifest.class);
        this.options = options;
    }

    /**
     * Starts the description of a sink.
     *
     * @param file the target, {@code members.xlsx} for example; its directory must exist when the sink is opened
     */
    public static Builder to(Path file) {
        return new Builder(file);
    }

    @Override
    public String description() {
        return target.description();
    }

    @Override
    public List<Path> files() {
        return target.files().all();
    }

    @Override
    public boolean needsVariablesFirst() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Does not check whether another run is in progress: this check would take the lock, and could make another run
     * fail.
     *
     * @throws MemberportException also of kind {@link FailureKind#CONFIGURATION} if the directory does not exist or the
     *     target is not a file
     */
    @Override
    public void check() {
        target.check();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Empty also if the file has another size or time than when it was committed: it was edited, for example.
     */
    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return target.shownManifest(community).map(XlsxManifest::lastCommit);
    }

    @Override
    public Optional<CommittedVariables> lastVariables(String community) {
        return target.lastManifest(community).flatMap(XlsxManifest::committedVariables);
    }

    @Override
    public Map<String, String> columnsOf(String community, List<ProfileVariable> variables) {
        return columns(community, variables).names();
    }

    private WideColumns columns(String community, List<ProfileVariable> variables) {
        return WideColumns.assign(
                variables,
                target.lastManifest(community).map(XlsxManifest::wideColumns).orElse(List.of()));
    }

    /**
     * {@inheritDoc}
     *
     * @throws MemberportException also of kind {@link FailureKind#CONFIGURATION} if the directory does not exist or the
     *     target is not a file; of kind {@link FailureKind#TARGET} if a sheet has no room for so many variables
     */
    @Override
    public SinkRun open(SinkContext context) {
        return target.open(replacement -> XlsxRun.start(
                replacement,
                options,
                context,
                // The manifest is read under the lock: the run that had it before may have written a new one.
                columns(context.community(), context.variables())));
    }

    @Override
    public String toString() {
        return "XlsxMemberSink[" + target + "]";
    }

    /** Collects the settings of a sink. */
    public static final class Builder {

        private final Path file;
        private boolean replacesInvalidValues;

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file, "file");
        }

        /**
         * Whether a text of more than 32,767 characters, for which a cell has no room, is cut and counted in the receipt of the
         * commit. If not set, the run fails.
         */
        public Builder replaceInvalidValues(boolean on) {
            this.replacesInvalidValues = on;
            return this;
        }

        /** Makes the sink, without touching the target yet. */
        public XlsxMemberSink build() {
            return new XlsxMemberSink(file, new WorkbookOptions(replacesInvalidValues), Disk.REAL);
        }
    }
}
