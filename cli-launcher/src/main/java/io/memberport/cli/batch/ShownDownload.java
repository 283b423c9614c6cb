package io.memberport.cli.batch;

import io.memberport.cli.terminal.Printable;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.http.FileDownloader;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A download as its user sees it: with the same steps as a run that makes a private copy of the file.
 *
 * @param listener hears of these steps
 * @param notes hears of what is left to be resumed
 */
record ShownDownload(ExportListener listener, Consumer<String> notes) implements FileDownloader.Progress {

    @Override
    public void transferred(long transferredBytes, long expectedBytes) {
        listener.on(new ExportEvent.Spooling(transferredBytes, expectedBytes));
    }

    @Override
    public void resumed(long atByte, long expectedBytes) {
        listener.on(new ExportEvent.TransferResumed(atByte, expectedBytes));
    }

    @Override
    public void checked(long checkedBytes, long expectedBytes, long members) {
        listener.on(new ExportEvent.CollectingVariables(checkedBytes, expectedBytes, members));
    }

    @Override
    public void left(Path part, long bytes) {
        notes.accept(Printable.bytes(bytes) + " are left in " + Printable.text(part.toString())
                + ". Run the same command again: it resumes the download if the file at Alida has not changed.");
    }
}
