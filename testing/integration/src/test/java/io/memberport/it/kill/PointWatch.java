package io.memberport.it.kill;

import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a virtual machine that is suspended at its start run until it reaches a point. Costs next to nothing up to there:
 * one breakpoint, and a step from it for a method to be left. Used by one thread.
 */
final class PointWatch {

    private final VirtualMachine machine;
    private final EventRequestManager requests;
    private final KillPoint point;
    private final Set<ReferenceType> watched = new HashSet<>();
    private int calls;

    PointWatch(VirtualMachine machine, KillPoint point) {
        this.machine = machine;
        this.requests = machine.eventRequestManager();
        this.point = point;
    }

    /**
     * Waits for the point.
     *
     * @return true with the machine suspended there; false if it ended before
     * @throws AssertionError if the class has no such method
     */
    boolean await() throws InterruptedException {
        try {
            watchClasses();
            while (true) {
                EventSet events = machine.eventQueue().remove();
                boolean reached = false;
                for (Event event : events) {
                    if (event instanceof VMDisconnectEvent) {
                        return false;
                    }
                    reached |= reaches(event);
                }
                if (reached) {
                    return true;
                }
                events.resume();
            }
        } catch (VMDisconnectedException ended) {
            return false;
        }
    }

    private void watchClasses() {
        ClassPrepareRequest prepared = requests.createClassPrepareRequest();
        prepared.addClassFilter(point.className());
        prepared.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        prepared.enable();
        machine.classesByName(point.className()).stream()
                .filter(ReferenceType::isPrepared)
                .forEach(this::watch);
    }

    private void watch(ReferenceType type) {
        if (!watched.add(type)) {
            return;
        }
        List<Method> methods = type.methodsByName(point.method()).stream()
                .filter(method -> method.declaringType().equals(type))
                .filter(method -> !method.isAbstract() && !method.isNative())
                .toList();
        if (methods.isEmpty()) {
            throw new AssertionError("The point cannot be reached: " + point.className()
                    + " declares no method with Java code called " + point.method());
        }
        for (Method method : methods) {
            EventRequest entered = requests.createBreakpointRequest(method.location());
            entered.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            entered.enable();
        }
    }

    private boolean reaches(Event event) {
        if (event instanceof ClassPrepareEvent prepared) {
            watch(prepared.referenceType());
            return false;
        }
        if (event instanceof BreakpointEvent entered) {
            calls++;
            return calls == point.time() && reachesIn(entered.thread());
        }
        return event instanceof StepEvent;
    }

    private boolean reachesIn(ThreadReference caller) {
        requests.deleteAllBreakpoints();
        if (point.moment() == KillPoint.Moment.ENTERING) {
            return true;
        }
        StepRequest left = requests.createStepRequest(caller, StepRequest.STEP_MIN, StepRequest.STEP_OUT);
        left.addCountFilter(1);
        left.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        left.enable();
        return false;
    }

    /** How far it came, for a message. */
    String progress() {
        if (watched.isEmpty()) {
            return "the class was never loaded";
        }
        return "the method was called " + calls + (calls == 1 ? " time" : " times");
    }
}
