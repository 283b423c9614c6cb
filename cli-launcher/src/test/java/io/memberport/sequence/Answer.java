package io.memberport.sequence;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the command must answer: one of these exit codes, and what its JSON says of the target. */
record Answer(Set<Integer> exitCodes, SortedMap<String, Object> said) {

    /** What is wrong with the target or with a value may be found before the end that the file lacks. */
    static Answer malformed() {
        return failed(7, 8, 2);
    }

    /** The target has refused the export, or a value of it. */
    static Answer refused() {
        Answer answer = failed(8);
        answer.said.put("targets[0].outcome", "failed");
        return answer;
    }

    /** The tables belong to another community. */
    static Answer misconfigured() {
        return failed(2);
    }

    private static Answer failed(Integer... exitCodes) {
        Answer answer = new Answer(Set.of(exitCodes), new TreeMap<>());
        answer.said.put("outcome", "failed");
        return answer;
    }

    static Answer alreadyWritten(Step step) {
        return described("already-written", step);
    }

    static Answer written(Step step, Object rows, Adjustments adjustments) {
        Answer answer = described("written", step);
        answer.said.put("targets[0].rows", rows);
        answer.said.put("targets[0].replacedValues", adjustments.replaced());
        answer.said.put("targets[0].roundedValues", adjustments.rounded());
        answer.said.put("targets[0].untypedValues", adjustments.untyped());
        return answer;
    }

    boolean isWritten() {
        return "written".equals(said.get("outcome"));
    }

    private static Answer described(String outcome, Step step) {
        Export export = step.export();
        Answer answer = new Answer(Set.of(0), new TreeMap<>());
        State.put(answer.said, "batchId", export.id());
        answer.said.put("outcome", outcome);
        answer.said.put("members", (long) export.members().size());
        answer.said.put("values", (long) export.values());
        answer.said.put("bytes", (long) step.file().length);
        State.put(answer.said, "sinceDatetime", State.instant(export.since()));
        State.put(answer.said, "exportDate", State.instant(export.exportDate()));
        State.put(answer.said, "lastSyncDate", State.instant(export.lastSyncDate()));
        answer.said.put("contentSha256", step.contentSha256());
        answer.said.put("targets[0].outcome", outcome);
        return answer;
    }
}
