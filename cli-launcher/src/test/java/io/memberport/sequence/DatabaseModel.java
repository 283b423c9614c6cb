package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all layouts share: which exports the tables take, in which order, and the sync table. */
abstract class DatabaseModel implements Model {

    private static final int LONGEST_ID = 255;

    /** A row of the sync table. */
    private record Commit(Step step, String key, String mode, long rows, Adjustments adjustments) {

        Export export() {
            return step.export();
        }

        boolean replacesAll() {
            return mode.equals("replace");
        }
    }

    private final Database database;
    private final List<Commit> commits = new ArrayList<>();

    /** By variable and value id; those of all exports, also where there is history. */
    private final Map<List<String>, SortedMap<String, Object>> options = new LinkedHashMap<>();

    DatabaseModel(Database database) {
        this.database = database;
    }

    /** The key of a row: an export's own where there is history. */
    final List<String> key(String exportKey, String... parts) {
        List<String> key = new ArrayList<>();
        if (database.isHistory()) {
            key.add(exportKey);
        }
        key.addAll(List.of(parts));
        return key;
    }

    final String table(String name) {
        return database.isHistory() ? name + "_history" : name;
    }

    final boolean isHistory() {
        return database.isHistory();
    }

    final Product product() {
        return database.product();
    }

    @Override
    public final Answer take(Step step) {
        if (step.isCut()) {
            return Answer.malformed();
        }
        if (!commits.isEmpty() && !commits.get(0).step().community().equals(step.community())) {
            return Answer.misconfigured();
        }
        if (isThere(step)) {
            return Answer.alreadyWritten(step);
        }
        if (isLate(step) || isNoSnapshot(step) || hasShrunk(step) || hasAnImpossibleId(step.export())) {
            return Answer.refused();
        }
        try {
            Adjustments adjustments = new Adjustments(step.replacesInvalidValues());
            String key = newKey(step);
            boolean replacesAll = mode(step).equals("replace");
            long rows = write(step.export(), key, replacesAll, adjustments);
            writeOptions(step.export(), replacesAll);
            commits.add(new Commit(step, key, mode(step), rows, adjustments));
            return Answer.written(step, rows, adjustments);
        } catch (Adjustments.DoesNotFit refused) {
            return Answer.refused();
        }
    }

    private void writeOptions(Export export, boolean replacesAll) {
        Map<List<String>, SortedMap<String, Object>> seen = new LinkedHashMap<>();
        for (Member member : export.members()) {
            for (Variable variable : member.variables()) {
                for (Value value : variable.values()) {
                    if (isOption(variable, value)) {
                        seen.merge(
                                List.of(variable.id(), String.valueOf(value.id())),
                                option(value, export),
                                (before, after) -> after.get("label") == null ? before : after);
                    }
                }
            }
        }
        if (replacesAll) {
            options.clear();
        }
        seen.forEach((key, fields) -> options.merge(key, fields, DatabaseModel::relabelled));
    }

    /** What becomes of an option that is known: only a label of an export that is not older counts, and a date is never lost. */
    private static SortedMap<String, Object> relabelled(
            SortedMap<String, Object> known, SortedMap<String, Object> found) {
        if (found.get("label") == null || isNewer(known.get("last_export_date"), found.get("last_export_date"))) {
            return known;
        }
        if (found.get("last_export_date") == null) {
            State.put(found, "last_export_date", known.get("last_export_date"));
        }
        return found;
    }

    private boolean isOption(Variable variable, Value value) {
        return ("enum".equals(variable.type()) || "set".equals(variable.type()))
                && value.id() != null
                && !isPadded(variable.id());
    }

    private SortedMap<String, Object> option(Value value, Export export) {
        SortedMap<String, Object> fields = new TreeMap<>();
        String label = value.text();
        State.put(fields, "label", label == null || product().keepsNul() ? label : label.replace('\0', '\ufffd'));
        State.put(fields, "last_batch_id", export.id());
        State.put(fields, "last_export_date", State.instant(export.exportDate()));
        return fields;
    }

    private static boolean isNewer(@Nullable Object known, @Nullable Object date) {
        return known instanceof Instant before && date instanceof Instant now && before.isAfter(now);
    }

    /**
     * Writes all of an export, or nothing.
     *
     * @return how many rows it has in the table of values, members or documents
     * @throws Adjustments.DoesNotFit before anything is changed
     */
    abstract long write(Export export, String key, boolean replacesAll, Adjustments adjustments);

    /** How many members there are. */
    abstract int members();

    private String mode(Step step) {
        String given = step.option("mode");
        return given == null ? "merge" : given;
    }

    /** All commits count; of a target that may go back, only what it shows. */
    private boolean isThere(Step step) {
        boolean onlyLast = mode(step).equals("replace") && step.flags().contains(Step.OLDER);
        int first = onlyLast ? Math.max(0, commits.size() - 1) : 0;
        return commits.subList(first, commits.size()).stream()
                .anyMatch(commit ->
                        Objects.equals(commit.export().id(), step.export().id())
                                && commit.step().contentSha256().equals(step.contentSha256()));
    }

    private boolean isLate(Step step) {
        if (mode(step).equals("append") || step.flags().contains(Step.OLDER)) {
            return false;
        }
        Instant date = exportDate(step.export());
        return date != null
                && standing().map(commit -> exportDate(commit.export())).anyMatch(d -> d != null && date.isBefore(d));
    }

    /** The commits since the last one that replaced everything. */
    private Stream<Commit> standing() {
        return commits.subList(firstStanding(), commits.size()).stream();
    }

    private int firstStanding() {
        int first = 0;
        for (int i = 0; i < commits.size(); i++) {
            first = commits.get(i).replacesAll() ? i : first;
        }
        return first;
    }

    @Override
    public final @Nullable Instant nextStart(String community) {
        if (commits.isEmpty() || !commits.get(0).step().community().equals(community)) {
            return null;
        }
        List<Export> exports = commits.stream().map(Commit::export).toList();
        int first = firstStanding();
        return Model.nextStart(exports.subList(0, first), exports.subList(first, exports.size()));
    }

    static @Nullable Instant exportDate(Export export) {
        return export.exportDate() == null ? null : Meaning.toTheNanosecond(export.exportDate());
    }

    private boolean isNoSnapshot(Step step) {
        return mode(step).equals("replace")
                && !step.export().isFull()
                && !step.flags().contains(Step.INCREMENTAL)
                && !step.is("force-replace", "on");
    }

    private boolean hasShrunk(Step step) {
        return mode(step).equals("replace")
                && !step.is("force-replace", "on")
                && 2 * step.export().lastOfEach().size() < members();
    }

    private boolean hasAnImpossibleId(Export export) {
        List<String> members = export.members().stream().map(Member::id).toList();
        List<String> variables = export.members().stream()
                .flatMap(member -> member.variables().stream())
                .map(Variable::id)
                .toList();
        // A document has the ids of its variables in it, and none of them is a key.
        boolean keepsVariables = !database.layout().equals("json");
        return Stream.concat(Stream.ofNullable(export.id()), Stream.concat(members.stream(), variables.stream()))
                        .anyMatch(id -> id.codePointCount(0, id.length()) > LONGEST_ID || id.indexOf(0) >= 0)
                || members.stream().anyMatch(this::isPadded)
                || (keepsVariables && variables.stream().anyMatch(this::isPadded));
    }

    private boolean isPadded(String id) {
        return product().padsIds() && id.endsWith(" ");
    }

    private String newKey(Step step) {
        String id = step.export().id();
        String base = id != null ? id : "sha256-" + step.contentSha256().substring(0, 16);
        List<String> taken = commits.stream().map(Commit::key).toList();
        String key = base;
        for (int i = 2; taken.contains(key); i++) {
            key = base + "#" + i;
        }
        return key;
    }

    // What a text, number or time becomes in a column.

    final String text(String sent, Adjustments adjustments) {
        if (sent.indexOf(0) < 0 || product().keepsNul()) {
            return sent;
        }
        adjustments.replace();
        return sent.replace('\0', '\ufffd');
    }

    /** Of a name or a type: how often each of them is counted, the guide does not say. */
    final @Nullable String description(@Nullable String sent, Adjustments adjustments) {
        if (sent == null || sent.indexOf(0) < 0 || product().keepsNul()) {
            return sent;
        }
        adjustments.replaceOnceOrMore();
        return sent.replace('\0', '\ufffd');
    }

    final @Nullable Object number(String sent, Adjustments adjustments) {
        if (!database.hasDecimals()) {
            return Meaning.asDouble(sent);
        }
        var exact = Meaning.asDecimal(sent);
        var fitted = exact == null ? null : product().fit(exact);
        if (exact != null && fitted != null && exact.compareTo(fitted) != 0) {
            adjustments.round();
        }
        return fitted;
    }

    final @Nullable Instant time(String sent) {
        Instant instant = Meaning.asInstant(sent);
        return instant == null ? null : product().fit(instant);
    }

    abstract void addTables(SortedMap<String, Object> state);

    @Override
    public final SortedMap<String, Object> state() {
        SortedMap<String, Object> state = new TreeMap<>();
        addTables(state);
        String table = table(database.optionTable());
        options.forEach((key, fields) -> addRow(state, State.path(table, key.toArray()), fields));
        for (int i = 0; i < commits.size(); i++) {
            addSyncRow(State.path("memberport_sync", i), commits.get(i), state);
        }
        return state;
    }

    private void addSyncRow(String row, Commit commit, SortedMap<String, Object> state) {
        Export export = commit.export();
        state.put(row, "row");
        state.put(row + ".community", commit.step().community());
        state.put(row + ".table_set", table(database.layout()));
        state.put(row + ".numbers", database.numbers());
        state.put(row + ".mode", commit.mode());
        state.put(row + ".export_key", commit.key());
        State.put(state, row + ".batch_id", export.id());
        state.put(row + ".content_sha256", commit.step().contentSha256());
        State.put(state, row + ".since_datetime", State.instant(export.since()));
        State.put(state, row + ".export_date", State.instant(export.exportDate()));
        State.put(state, row + ".last_sync_date", State.instant(export.lastSyncDate()));
        state.put(row + ".member_count", (long) export.members().size());
        state.put(row + ".value_count", (long) export.values());
        int repeated = export.members().size() - export.lastOfEach().size();
        state.put(row + ".repeated_member_count", (long) repeated);
        state.put(row + ".replaced_value_count", commit.adjustments().replaced());
        state.put(row + ".rounded_value_count", commit.adjustments().rounded());
        state.put(row + ".untyped_value_count", commit.adjustments().untyped());
        state.put(row + ".row_count", commit.rows());
        state.put(row + ".dropped_value_count", 0L);
        state.put(row + ".departed_member_count", 0L);
    }

    /** What a row of a member says of the export that it comes from. */
    final SortedMap<String, Object> origin(Export export) {
        SortedMap<String, Object> fields = new TreeMap<>();
        if (!database.isHistory()) {
            State.put(fields, "last_batch_id", export.id());
        }
        State.put(
                fields, database.isHistory() ? "export_date" : "last_export_date", State.instant(export.exportDate()));
        return fields;
    }

    static void addRow(SortedMap<String, Object> state, String row, SortedMap<String, Object> fields) {
        state.put(row, "row");
        fields.forEach((name, value) -> state.put(row + "." + name, value));
    }
}
