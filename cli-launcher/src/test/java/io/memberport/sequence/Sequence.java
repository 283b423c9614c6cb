package io.memberport.sequence;

import java.util.List;

/** Exports that are loaded into one target, one after the other. */
record Sequence(Destination destination, List<Step> steps) {

    Sequence {
        steps = List.copyOf(steps);
    }

    static Sequence of(Destination destination, Step... steps) {
        return new Sequence(destination, List.of(steps));
    }

    @Override
    public String toString() {
        return destination + ", " + steps.size() + " steps";
    }

    /** For a report. */
    String described() {
        StringBuilder said = new StringBuilder(destination.toString()).append('\n');
        for (int i = 0; i < steps.size(); i++) {
            said.append("  step ").append(i + 1).append(": ");
            said.append(steps.get(i).described()).append('\n');
        }
        return said.toString();
    }
}
