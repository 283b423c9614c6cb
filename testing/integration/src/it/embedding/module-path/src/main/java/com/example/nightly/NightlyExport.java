package com.example.nightly;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.MemberExport;
import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOptions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The main job as a modular program. */
public final class NightlyExport {

    private static final String OPTION = "SINK_";

    private NightlyExport() {}

    /**
     * Address of the API, community, client id, client secret, API key, target. The options of the sink are in the environment:
     * SINK_USER is its option user.
     */
    public static void main(String[] arguments) {
        String community = arguments[1];
        String target = arguments[5];
        MemberSinkProvider sinks = ServiceLoader.load(MemberSinkProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> target.startsWith(provider.scheme() + ":"))
                .findFirst()
                .orElseThrow();
        try (AlidaApi api = AlidaApi.at(URI.create(arguments[0]))
                .community(community)
                .credentials(new ClientCredentials(arguments[2], arguments[3], arguments[4]))
                .build()) {
            ExportResult result = MemberExport.of(api, community)
                    .run(List.of(sinks.create(target, SinkOptions.of(sinks, options()))), ExportListener.NONE);
            System.out.println(result.metadata().members() + " members");
        }
        System.out.println(modules());
    }

    private static Map<String, String> options() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(OPTION))
                .collect(Collectors.toMap(
                        variable -> variable.getKey().substring(OPTION.length()).toLowerCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    /** Those of Memberport, as this very run has them. */
    private static String modules() {
        return ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("io.memberport."))
                .map(module -> module.getName() + (module.getDescriptor().isAutomatic() ? " automatic" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
