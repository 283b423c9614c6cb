package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a sequence that fails as small as it gets, by leaving out one thing after the other. */
final class Shrinker {

    private static final int MOST_PLAYS = 400;

    private final Predicate<Sequence> fails;
    private int plays;

    private Shrinker(Predicate<Sequence> fails) {
        this.fails = fails;
    }

    /** The smallest sequence found that fails too. */
    static Sequence shrink(Sequence failing, Predicate<Sequence> fails) {
        Shrinker shrinker = new Shrinker(fails);
        Sequence smallest = failing;
        Sequence smaller = shrinker.once(smallest);
        while (!smaller.equals(smallest)) {
            smallest = smaller;
            smaller = shrinker.once(smallest);
        }
        return smallest;
    }

    /** The first smaller one that fails, or the same one if none does. */
    private Sequence once(Sequence sequence) {
        for (Sequence smaller : smaller(sequence)) {
            if (plays < MOST_PLAYS) {
                plays++;
                if (fails.test(smaller)) {
                    return smaller;
                }
            }
        }
        return sequence;
    }

    private static List<Sequence> smaller(Sequence sequence) {
        List<Sequence> smaller = new ArrayList<>();
        for (int i = 0; i < sequence.steps().size(); i++) {
            List<Step> steps = without(sequence.steps(), i);
            if (!steps.isEmpty()) {
                smaller.add(new Sequence(sequence.destination(), steps));
            }
        }
        sequence.steps().stream()
                .map(Step::export)
                .distinct()
                .forEach(export -> smaller(export)
                        .forEach(other -> smaller.add(new Sequence(
                                sequence.destination(),
                                sequence.steps().stream()
                                        .map(step -> step.export().equals(export) ? step.with(other) : step)
                                        .toList()))));
        return smaller;
    }

    private static List<Export> smaller(Export export) {
        List<Export> smaller = new ArrayList<>();
        List<Member> members = export.members();
        for (int i = 0; i < members.size(); i++) {
            smaller.add(export.with(without(members, i)));
        }
        for (int i = 0; i < members.size(); i++) {
            for (Member other : smaller(members.get(i))) {
                smaller.add(export.with(withOther(members, i, other)));
            }
        }
        return smaller;
    }

    private static List<Member> smaller(Member member) {
        List<Member> smaller = new ArrayList<>();
        List<Variable> variables = member.variables();
        if (!member.unknown().isEmpty()) {
            smaller.add(new Member(member.id(), "", variables));
        }
        for (int i = 0; i < variables.size(); i++) {
            smaller.add(member.with(without(variables, i)));
        }
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            for (int j = 0; j < variable.values().size(); j++) {
                smaller.add(member.with(withOther(variables, i, variable.with(without(variable.values(), j)))));
            }
        }
        return smaller;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(index);
        return rest;
    }

    private static <T> List<T> withOther(List<T> all, int index, T other) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, other);
        return changed;
    }
}
