package io.memberport.simulator.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** Writes one export file, member by member. */
final class ExportWriter {

    static final long WITHOUT_VARIABLES = 3;
    static final long FIRST_SHOWCASE = 4;
    static final long LAST_SHOWCASE = 19;

    /** Share of its variables a member has without values. */
    private static final double EMPTY_SHARE = 0.02;

    /** One member in this many has no variables. */
    private static final int WITHOUT_VARIABLES_EVERY = 500;

    private static final Instant OLDEST_VALUE = Instant.parse("2019-01-01T00:00:00Z");
    private static final int SHARE_BITS = 16;

    private final ExportGenerator.Spec spec;
    private final ExportShape shape;
    private final JsonBuffer out;
    private final List<VariableWriter> variables;
    private final byte[][] effectiveDates;
    private final int missing;
    private final int empty;
    private final int odd;
    private final RandomStreams streams = RandomStreams.unseeded();

    private final byte[] memberOpen;
    private final byte[] memberIdEnd;
    private final byte[] memberClose;
    private final byte[] memberComma;
    private final byte[] variableComma;
    private final byte[] variablesOpen;
    private final byte[] variablesClose;

    private long memberCount;
    private long variableCount;
    private long valueCount;

    ExportWriter(ExportGenerator.Spec spec, OutputStream stream) {
        this.spec = spec;
        this.shape = spec.shape();
        this.out = new JsonBuffer(stream);
        this.variables = new VariableCatalogue(spec).variables();
        this.effectiveDates = effectiveDates(spec);
        this.missing = threshold(spec.missingShare());
        this.empty = threshold(EMPTY_SHARE);
        this.odd = threshold(spec.oddShare());
        String panel =
                shape.unknownFields() ? shape.comma(3) + shape.key("panel") + "{" + shape.key("wave") + "[[],{}]}" : "";
        memberOpen = JsonLiterals.utf8('{' + shape.open(3) + shape.key("memberId") + '"');
        memberIdEnd = JsonLiterals.utf8('"' + panel + shape.comma(3) + shape.key("variables") + '[');
        memberClose = JsonLiterals.utf8("]" + shape.close(3) + '}');
        memberComma = JsonLiterals.utf8(shape.comma(2));
        variableComma = JsonLiterals.utf8(shape.comma(4));
        variablesOpen = JsonLiterals.utf8(shape.open(4));
        variablesClose = JsonLiterals.utf8(shape.close(4));
    }

    ExportGenerator.Content write() throws IOException {
        String header = String.join(shape.comma(1), headerFields());
        out.put(JsonLiterals.utf8('{' + shape.open(1)));
        if (!shape.membersFirst()) {
            out.put(JsonLiterals.utf8(header + shape.comma(1)));
        }
        putMembers();
        if (shape.membersFirst()) {
            out.put(JsonLiterals.utf8(shape.comma(1) + header));
        }
        out.put(JsonLiterals.utf8(shape.close(1) + '}'));
        out.flush();
        return new ExportGenerator.Content(memberCount, variableCount, valueCount, out.count());
    }

    private List<String> headerFields() {
        Instant since = spec.sinceDatetime();
        String options = since == null
                ? "{}"
                : '{' + shape.open(2) + shape.key("sinceDatetime") + '"' + since + '"' + shape.close(2) + '}';
        String id = shape.key("id") + JsonLiterals.quoted(spec.batchId());
        String exportOptions = shape.key("exportOptions") + options;
        String exportDate = shape.key("exportDate") + '"' + spec.exportDate() + '"';
        String lastSyncDate = shape.key("lastSyncDate") + '"' + spec.lastSyncDate() + '"';
        return shape.unknownFields()
                ? List.of(shape.key("version") + "{}", id, exportOptions, exportDate, lastSyncDate)
                : List.of(id, exportOptions, exportDate, lastSyncDate);
    }

    private void putMembers() throws IOException {
        out.put(JsonLiterals.utf8(shape.key("members") + '['));
        for (long index = 0; index < spec.members(); index++) {
            if (spec.sinceDatetime() == null || hasChanged(index)) {
                out.put(memberCount == 0 ? JsonLiterals.utf8(shape.open(2)) : memberComma);
                putMember(index);
                memberCount++;
            }
        }
        out.put(JsonLiterals.utf8((memberCount == 0 ? "" : shape.close(2)) + ']'));
    }

    private boolean hasChanged(long index) {
        long draw = RandomStreams.seedOf(spec.seed(), "changed", index) >>> (Long.SIZE - SHARE_BITS);
        return index == 0 || draw < threshold(spec.changedShare());
    }

    private void putMember(long index) throws IOException {
        streams.reseed(RandomStreams.seedOf(spec.seed(), "member", index));
        out.put(memberOpen);
        out.putGuid(streams.content().next(), streams.content().next());
        out.put(memberIdEnd);
        Instant since = spec.sinceDatetime();
        if (since != null) {
            streams.reseed(RandomStreams.seedOf(streams.content().next(), "since", since.getEpochSecond()));
        }
        if (index != WITHOUT_VARIABLES && streams.content().below(WITHOUT_VARIABLES_EVERY) != 0) {
            boolean showcase = index >= FIRST_SHOWCASE && index <= LAST_SHOWCASE && odd > 0;
            putVariables(showcase ? (int) (index - FIRST_SHOWCASE) : -1);
        }
        out.put(memberClose);
    }

    /** @param showcase number of the showcase that the member is; -1 if it is none */
    private void putVariables(int showcase) throws IOException {
        boolean first = true;
        for (int index = 0; index < variables.size(); index++) {
            long draw = streams.content().next();
            if (share(draw, 0) < missing && showcase < 0) {
                continue;
            }
            out.put(first ? variablesOpen : variableComma);
            first = false;
            boolean isEmpty = share(draw, 1) < empty && showcase < 0;
            byte[] date = effectiveDates[share(draw, 3) % effectiveDates.length];
            int oddity = showcase >= 0
                    ? showcase * variables.size() + index
                    : share(draw, 2) < odd ? streams.content().below(1 << SHARE_BITS) : ValueSource.PLAIN;
            valueCount += variables.get(index).put(out, streams, isEmpty, oddity, date);
            variableCount++;
        }
        if (!first) {
            out.put(variablesClose);
        }
    }

    /** One of the four numbers of {@value #SHARE_BITS} bits in a draw. */
    private static int share(long draw, int which) {
        return (int) (draw >>> (which * SHARE_BITS)) & ((1 << SHARE_BITS) - 1);
    }

    private static int threshold(double share) {
        return (int) Math.round(share * (1 << SHARE_BITS));
    }

    private static byte[][] effectiveDates(ExportGenerator.Spec spec) {
        Instant since = spec.sinceDatetime();
        SplitMix64 random = new SplitMix64(RandomStreams.seedOf(spec.seed(), "effective dates", 0));
        return Phrases.dateTimesBetween(random, since == null ? OLDEST_VALUE : since, spec.lastSyncDate());
    }
}
