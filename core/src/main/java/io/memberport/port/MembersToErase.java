package io.memberport.port;

import io.memberport.model.Text;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The members to erase, by their ids in each form in which a target may hold them: as Alida has them, and hashed. All of it is in
 * memory; shows no id. Immutable.
 */
public final class MembersToErase {

    /** Each form, and the number of the member whose id it is. */
    private final Map<Text, Integer> numbers;

    private final Set<String> keys;

    private MembersToErase(Map<Text, Integer> numbers, Set<String> keys) {
        this.numbers = Collections.unmodifiableMap(numbers);
        this.keys = keys;
    }

    /** Members by their ids as Alida has them; equal ones are one. */
    public static MembersToErase of(Collection<Text> memberIds) {
        Map<Text, Integer> numbers = new LinkedHashMap<>();
        memberIds.forEach(id -> numbers.putIfAbsent(id, numbers.size()));
        return new MembersToErase(numbers, Set.of());
    }

    /**
     * The same members, by their ids as a key hashes them, too.
     *
     * @param keyId what stands before each hash of the key
     */
    public MembersToErase alsoHashed(String keyId, UnaryOperator<Text> hash) {
        Map<Text, Integer> more = new LinkedHashMap<>(numbers);
        numbers.forEach((id, number) -> more.putIfAbsent(hash.apply(id), number));
        Set<String> moreKeys = new LinkedHashSet<>(keys);
        moreKeys.add(keyId);
        return new MembersToErase(more, moreKeys);
    }

    /** What to look for: all forms of all ids. */
    public Set<Text> ids() {
        return numbers.keySet();
    }

    /** How many of the members have ids among these, which are some of {@link #ids}. */
    public int count(Collection<Text> found) {
        return (int) found.stream().map(numbers::get).distinct().count();
    }

    /**
     * Says for a receipt what was not looked for: ids that are hashed with keys that are not given.
     *
     * @param keyIds those of the keys with which the target has hashed ids
     * @return a sentence, or nothing
     */
    public List<String> remains(Collection<String> keyIds) {
        Set<String> unknown = new TreeSet<>(keyIds);
        unknown.removeAll(keys);
        return unknown.isEmpty()
                ? List.of()
                : List.of("Some of it has member ids that are hashed with another key (" + String.join(", ", unknown)
                        + "): there, members were looked for only by the ids as they are given. Erase them again with that key, or with"
                        + " the hashes as ids.");
    }

    /** How many members. */
    public int size() {
        return (int) numbers.values().stream().distinct().count();
    }

    /** The number of the members. */
    @Override
    public String toString() {
        return "MembersToErase[" + size() + "]";
    }
}
