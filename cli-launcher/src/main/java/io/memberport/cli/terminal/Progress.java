package io.memberport.cli.terminal;

import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;

/** Shows the progress of a run, on standard error. */
public interface Progress extends ExportListener {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void on(ExportEvent event) {}

        @Override
        public void clear() {}
    };

    /** Makes room for another line. */
    void clear();
}
