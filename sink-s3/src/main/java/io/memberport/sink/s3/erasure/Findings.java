package io.memberport.sink.s3.erasure;

import io.memberport.model.Text;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What there is of the members in a file, or in several. */
record Findings(Set<Text> members, long rows) {

    static final Findings NONE = new Findings(Set.of(), 0);

    static Findings sum(Collection<Findings> several) {
        return several.stream().reduce(NONE, Findings::plus);
    }

    Findings plus(Findings more) {
        Set<Text> all = new HashSet<>(members);
        all.addAll(more.members);
        return new Findings(all, rows + more.rows);
    }
}
