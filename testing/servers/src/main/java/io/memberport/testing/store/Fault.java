package io.memberport.testing.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What happens to a request on its way to the store, or to its answer. Can be used by any number of rules. */
public final class Fault {

    private final Happening happening;

    private Fault(Happening happening) {
        this.happening = happening;
    }

    private interface Happening {

        void happen(Passage passage) throws IOException;
    }

    /** Nothing: the rule just counts. */
    public static Fault none() {
        return new Fault(passage -> {
            passage.forward();
            passage.giveAnswer();
        });
    }

    /**
     * The store does not hear of it, and the client is told an error, in a document as S3 makes it.
     *
     * @param status such as 503; with 200 it is an error that S3 found out about too late to say so
     * @param code such as SlowDown
     */
    public static Fault answer(int status, String code) {
        return new Fault(passage -> passage.refuse(status, code));
    }

    /**
     * The store does not hear of it, and the client is told something else.
     *
     * @param fields of the head of the answer, beside the length
     */
    public static Fault answer(int status, Map<String, String> fields, String body) {
        return new Fault(passage -> passage.refuse(status, fields, body));
    }

    /**
     * The store does not hear of it, and the client gets an answer without an end.
     *
     * @param fields of the head of the answer, beside the encoding
     * @param start how the body begins
     * @param more what follows over and over
     * @param pause before each time
     */
    public static Fault answerWithoutEnd(
            int status, Map<String, String> fields, String start, String more, Duration pause) {
        return new Fault(passage -> passage.refuseWithoutEnd(status, fields, start, more, pause));
    }

    /**
     * The store does at once what it is asked, but the client gets the body of the answer byte by byte.
     *
     * @param pause before each byte
     */
    public static Fault drip(Duration pause) {
        return new Fault(passage -> {
            passage.forward();
            passage.giveAnswerSlowly(pause);
        });
    }

    /**
     * Both connections break in the middle of the request. The store gets this much of its body, or all of a shorter
     * one; the client gets no answer.
     *
     * @param bodyBytes as they are sent, with the signatures between them if it has such
     */
    public static Fault cutAfter(long bodyBytes) {
        return new Fault(passage -> {
            passage.forward(bodyBytes);
            passage.cut();
        });
    }

    /** The store does what it is asked, but its answer is lost and the client's connection ends. */
    public static Fault loseAnswer() {
        return new Fault(passage -> {
            passage.forward();
            passage.loseAnswer();
        });
    }

    /**
     * The store hears of it late. It does hear of it even if the client is gone by then, unless the route is closed
     * first.
     *
     * @param delay from the end of the request's head
     */
    public static Fault holdRequest(Duration delay) {
        return new Fault(passage -> {
            passage.pause(delay);
            passage.forward();
            passage.giveAnswer();
        });
    }

    /**
     * The store hears of it when the test wants it. It does hear of it even if the client is gone by then, unless the
     * route is closed first.
     *
     * @param released counted down when the request may continue
     */
    public static Fault holdRequest(CountDownLatch released) {
        return new Fault(passage -> {
            passage.await(released);
            passage.forward();
            passage.giveAnswer();
        });
    }

    /**
     * The store does at once what it is asked, but the client hears of it late.
     *
     * @param delay from the beginning of the answer
     */
    public static Fault holdAnswer(Duration delay) {
        return new Fault(passage -> {
            passage.forward();
            passage.awaitAnswer();
            passage.pause(delay);
            passage.giveAnswer();
        });
    }

    /**
     * The store hears of one such request at a time, and of the next one when it has begun to answer. So a store that first
     * compares a condition and then writes does both in one step, as far as its clients can tell.
     */
    public static Fault oneAtATime() {
        Object turn = new Object();
        return new Fault(passage -> {
            synchronized (turn) {
                passage.forward();
                passage.awaitAnswer();
            }
            passage.giveAnswer();
        });
    }

    void happen(Passage passage) throws IOException {
        happening.happen(passage);
    }
}
