package io.memberport.profile.tally;

/**
 * What is used for one value after the other, so that looking at it makes no object and no variable has its own.
 *
 * @param text the current value
 * @param id the id of its option
 * @param shape what it looks like
 */
record Scratch(CurrentText text, CurrentText id, TextShape shape) {

    Scratch() {
        this(new CurrentText(), new CurrentText(), new TextShape());
    }
}
