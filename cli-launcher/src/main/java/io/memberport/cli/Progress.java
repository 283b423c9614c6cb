package io.memberport.cli;

import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;

/** Shows how far a run is, on standard error. */
interface Progress extends ExportListener {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void on(ExportEvent event) {}

        @Override
        public void clear() {}
    };

    /** Makes room for a line of somebody else. */
    void clear();

    /** A live line for a person at a terminal, a line now and then elsewhere. */
    static Progress of(Surroundings surroundings, CommonOptions options) {
        if (options.quiet) {
            return NONE;
        }
        // Log lines and a line that is redrawn do not go together.
        boolean live = surroundings.isErrTerminal() && !surroundings.isDumb() && options.verbose.length == 0;
        return live
                ? new LiveProgress(
                        surroundings.err(), surroundings.delays(), new TerminalWidth(surroundings.environment()))
                : new LineProgress(surroundings.err(), surroundings.delays());
    }
}
