package io.memberport.sink.xlsx;

import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.BlockEncoders;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.deflate.FastDeflater;
import io.memberport.encoding.file.FileReplacement;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.model.Text;
import io.memberport.port.CommitReceipt;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One export on its way into one workbook: sheets of members while it is written, all else in the commit. Used by one thread, but for
 * {@link #prepare}.
 */
final class XlsxRun implements SinkRun {

    private static final String MEMBERS = "Members";
    private static final int PIECE_BYTES = 64 * 1024;

    private final FileReplacement replacement;
    private final WorkbookOptions options;
    private final String community;
    private final WideColumns columns;
    private final InvalidValuePolicy policy;
    /** What is too long in another sheet is so among the members, and was counted there. */
    private final InvalidValuePolicy cutting = WorkbookOptions.cutting();

    private final BlockEncoders<MemberRows> encoders;
    private final FastDeflater deflater = new FastDeflater();
    private final PartsFile parts;
    private final OptionCounts optionCounts = new OptionCounts();
    private final List<String> sheets = new ArrayList<>();
    private long rows;

    /** The members of a block that go to one sheet, encoded. */
    private record Piece(long firstMember, BlockEncoder<MemberRows> encoded) {}

    /** Writes the rows of a small sheet, and says how many there are. */
    private interface Rows {
        int write(RowWriter cells, OptionSheet.RowEnd rowEnd) throws IOException;
    }

    private XlsxRun(FileReplacement replacement, WorkbookOptions options, SinkContext context, WideColumns columns) {
        this.replacement = replacement;
        this.options = options;
        this.community = context.community();
        this.columns = columns;
        this.policy = options.policy();
        this.encoders = new BlockEncoders<>(() -> new BlockEncoder<>(
                out -> new MemberRows(columns, options.membersPerSheet(), policy, out), new FastDeflater()));
        this.parts = new PartsFile(replacement.file());
    }

    /** Starts the new file. If that fails, the caller discards it. */
    static XlsxRun start(FileReplacement replacement, WorkbookOptions options, SinkContext context, WideColumns columns)
            throws IOException {
        requireRoom(columns.present());
        XlsxRun run = new XlsxRun(replacement, options, context, columns);
        run.startMembers();
        return run;
    }

    private static void requireRoom(List<WideColumn> columns) {
        if (columns.size() > Sheets.MOST_VARIABLES) {
            throw noRoom("The export has " + columns.size() + " variables, and a sheet of a workbook has room for "
                    + Sheets.MOST_VARIABLES + ". Nothing was written. Choose fewer variables");
        }
        for (WideColumn column : columns) {
            int length = column.name().length();
            if (length > Sheets.MOST_CHARACTERS) {
                throw noRoom("The variable with the id " + column.variableId() + " has a column name of " + length
                        + " characters, and a cell of a workbook has room for " + Sheets.MOST_CHARACTERS
                        + ". Nothing was written. Rename the variable in Alida, leave it out");
            }
        }
    }

    private static MemberportException noRoom(String what) {
        return new MemberportException(
                FailureKind.TARGET,
                what + " by rules for personal data (only), or write to another target, a CSV file for example.");
    }

    private void startMembers() throws IOException {
        startSheet(sheets.isEmpty() ? MEMBERS : MEMBERS + " " + (sheets.size() + 1));
        BlockEncoder<MemberRows> header = encoders.header();
        parts.append(header.plain(), header.stored());
        encoders.giveBack(header);
    }

    private void startSheet(String name) throws IOException {
        sheets.add(name);
        parts.begin(WorkbookParts.sheet(sheets.size()));
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        List<Piece> pieces = new ArrayList<>();
        int count = block.memberCount();
        for (int from = 0; from < count; ) {
            long first = block.firstMemberIndex() + from;
            int to = (int) Math.min(count, from + options.membersPerSheet() - first % options.membersPerSheet());
            // Few blocks end in another sheet than they begin.
            MemberBlock part = to - from == count
                    ? block
                    : MemberBlock.of(first, block.members().subList(from, to), 0);
            pieces.add(new Piece(first, encoders.encode(part)));
            from = to;
        }
        return () -> pieces.forEach(this::write);
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    private void write(Piece piece) {
        if (piece.firstMember() != rows) {
            throw new MemberportException(
                    FailureKind.BUG,
                    "The members after number " + rows + " of the export came out of order. This is a mistake in"
                            + " Memberport; please report it.");
        }
        BlockEncoder<MemberRows> encoded = piece.encoded();
        try {
            if (rows > 0 && rows % options.membersPerSheet() == 0) {
                endMembers();
                startMembers();
            }
            parts.append(encoded.plain(), encoded.stored());
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", replacement.files().data(), e);
        }
        optionCounts.add(encoded.lines().takeOptions());
        rows += encoded.rows();
        encoders.giveBack(encoded);
    }

    private void endMembers() throws IOException {
        long before = (sheets.size() - 1L) * options.membersPerSheet();
        RowBuffer end = new RowBuffer(1024);
        SheetFrame.ofMembers(columns).end(end, rows - before);
        append(end);
        parts.end();
    }

    private void append(RowBuffer plain) throws IOException {
        parts.append(plain.content(), deflater.compress(plain).content());
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        int memberSheets = sheets.size();
        long replaced = policy.adjustments().replaced();
        try {
            endMembers();
            addSheet(
                    "Options",
                    SheetFrame.OF_OPTIONS,
                    (cells, rowEnd) -> OptionSheet.write(cells, columns, optionCounts, rowEnd));
            addSheet(
                    "About",
                    SheetFrame.OF_ABOUT,
                    (cells, rowEnd) -> AboutSheet.write(
                            cells, community, metadata, columns.present().size(), replaced, optionCounts));
            for (WorkbookParts.Part part : WorkbookParts.of(sheets)) {
                addPart(part);
            }
            parts.finish();
            replacement.commit(
                    file -> XlsxManifest.of(community, metadata, rows, memberSheets, replaced, file, columns.all()));
        } catch (IOException e) {
            throw FileFailure.ofTarget("commit", replacement.files().data(), e);
        }
        return new CommitReceipt(rows, policy.adjustments());
    }

    private void addSheet(String name, SheetFrame frame, Rows rowsOf) throws IOException {
        RowBuffer xml = new RowBuffer(4096);
        RowWriter cells = new RowWriter(frame.columns().size(), cutting, xml);
        startSheet(name);
        frame.begin(cells);
        frame.end(xml, rowsOf.write(cells, () -> appendIfLong(xml)));
        append(xml);
        parts.end();
    }

    private void appendIfLong(RowBuffer xml) throws IOException {
        if (xml.size() > PIECE_BYTES) {
            append(xml);
            xml.clear();
        }
    }

    private void addPart(WorkbookParts.Part part) throws IOException {
        RowBuffer xml = new RowBuffer(4096);
        xml.append(Text.of(part.xml()));
        parts.begin(part.name());
        append(xml);
        parts.end();
    }

    /** Discards what was not committed and releases the target. */
    @Override
    public void close() {
        encoders.close();
        replacement.close();
    }
}
