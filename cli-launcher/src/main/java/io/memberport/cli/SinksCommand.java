package io.memberport.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "sinks",
        header = "List the kinds of targets and their options.",
        description = "Lists the kinds of targets there are, and their options with type, default and meaning.",
        footer = {
            "",
            "Examples:",
            "  memberport sinks",
            "  memberport sinks --output json",
        })
final class SinksCommand extends SessionCommand {

    SinksCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Session session) {
        session.answer(new SinksAnswer(session.surroundings().sinks().get()));
        return ExitCode.DONE;
    }

    private record SinksAnswer(List<MemberSinkProvider> sinks) implements Answer {

        @Override
        public void text(PrintStream out) {
            String gap = "";
            for (MemberSinkProvider sink : sinks) {
                out.print(gap);
                out.println(sink.scheme() + ": " + sink.summary());
                out.println("  --to " + sink.targetSyntax());
                for (SinkOption option : sink.options()) {
                    out.println("  --option " + sink.scheme() + "." + option.name() + "="
                            + option.type().description() + "   (default: " + shownDefault(option) + ")");
                    out.println("      " + option.meaning());
                }
                gap = System.lineSeparator();
            }
        }

        private static String shownDefault(SinkOption option) {
            return option.defaultValue().isEmpty() ? "none" : option.defaultValue();
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeArrayFieldStart("sinks");
            for (MemberSinkProvider sink : sinks) {
                write(sink, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private static void write(MemberSinkProvider sink, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("scheme", sink.scheme());
            json.writeStringField("summary", sink.summary());
            json.writeStringField("target", sink.targetSyntax());
            json.writeArrayFieldStart("options");
            for (SinkOption option : sink.options()) {
                json.writeStartObject();
                json.writeStringField("name", option.name());
                json.writeStringField("type", option.type().description());
                Json.string(json, "default", option.defaultValue().isEmpty() ? null : option.defaultValue());
                json.writeStringField("meaning", option.meaning());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
