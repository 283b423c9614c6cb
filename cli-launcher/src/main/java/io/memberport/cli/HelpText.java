package io.memberport.cli;

import io.memberport.cli.terminal.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command, in which lines break at blanks only. Picocli breaks them as prose, and {@code .csv.gz} is two
 * sentences then. So while it lays out lines, every mark within a word is a character at which nothing breaks.
 */
final class HelpText extends Help {

    /** In the area for private use, where a mark of ASCII becomes a character of no kind. */
    private static final int UNBREAKABLE = 0xE000;

    private static final int ASCII_END = 0x80;

    private final ColorScheme colours;

    private HelpText(CommandLine.Model.CommandSpec command, ColorScheme colours) {
        super(command, colours);
        this.colours = colours;
    }

    /** Gives this help to a command line and to all its commands. */
    static void addTo(CommandLine root) {
        root.setHelpFactory(HelpText::new);
        Map<String, CommandLine.IHelpSectionRenderer> sections = root.getHelpSectionMap();
        sections.put(
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                help -> folded(help, help.commandSpec().usageMessage().description()));
        sections.put(
                UsageMessageSpec.SECTION_KEY_FOOTER,
                help -> folded(help, help.commandSpec().usageMessage().footer()));
        sections.replaceAll((key, section) -> help -> plain(section.render(help)));
        root.setHelpSectionMap(sections);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer renderer = super.createDefaultOptionRenderer();
        return (option, labels, scheme) -> withWholeWords(renderer.render(option, labels, scheme));
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
        IParameterRenderer renderer = super.createDefaultParameterRenderer();
        return (parameter, labels, scheme) -> withWholeWords(renderer.render(parameter, labels, scheme));
    }

    /** The description is the last column of each row. */
    private Text[][] withWholeWords(Text[][] rows) {
        for (Text[] row : rows) {
            int last = row.length - 1;
            row[last] = colours.text(unbreakable(row[last].plainString()));
        }
        return rows;
    }

    private static String unbreakable(String text) {
        return text.chars()
                .mapToObj(c -> String.valueOf((char) (isMark(c) ? UNBREAKABLE + c : c)))
                .collect(Collectors.joining());
    }

    private static boolean isMark(int character) {
        return character > ' ' && character < ASCII_END && !Character.isLetterOrDigit(character);
    }

    private static String plain(String text) {
        return text.chars()
                .mapToObj(c ->
                        String.valueOf((char) (c > UNBREAKABLE && c < UNBREAKABLE + ASCII_END ? c - UNBREAKABLE : c)))
                .collect(Collectors.joining());
    }

    private static String folded(Help help, String... lines) {
        int width = help.commandSpec().usageMessage().width();
        return Arrays.stream(lines)
                .flatMap(line -> folded(line, width).stream())
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** What does not fit goes to the next line, two columns to the right of a line that is itself to the right. */
    private static List<String> folded(String line, int width) {
        String indent = " ".repeat(line.length() - line.stripLeading().length());
        return Printable.wrapped(line.strip(), indent, indent.isEmpty() ? "" : indent + "  ", width - 1);
    }
}
