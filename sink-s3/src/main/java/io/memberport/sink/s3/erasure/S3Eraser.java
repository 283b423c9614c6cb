package io.memberport.sink.s3.erasure;

import io.memberport.error.MemberportException;
import io.memberport.model.Text;
import io.memberport.port.ErasureReceipt;
import io.memberport.port.MemberEraser;
import io.memberport.sink.s3.catalog.CommunityState;
import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.LatestObject;
import io.memberport.sink.s3.catalog.TargetClaim;
import io.memberport.sink.s3.store.Bucket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Erases members from all exports of a community that lie at the target. It looks first, so that a target without these members stays as
 * it is. Then it claims the target as a run does, which a run in progress loses by it, and {@link Rewriting rewrites} what has them.
 */
public final class S3Eraser implements MemberEraser {

    private final Supplier<Bucket> connected;

    public S3Eraser(Supplier<Bucket> connected) {
        this.connected = connected;
    }

    /** What members have in exports, by the keys of their manifests; an export never changes, so none is read twice for that. */
    private static final class Survey {

        private final Bucket bucket;
        private final String community;
        private final Set<Text> memberIds;
        private final Map<String, List<Findings>> known = new HashMap<>();

        Survey(Bucket bucket, String community, Set<Text> memberIds) {
            this.bucket = bucket;
            this.community = community;
            this.memberIds = memberIds;
        }

        Found look(CommunityState state) {
            Inventory inventory = Inventory.of(state, community, bucket);
            Map<ExportFilter, List<Findings>> found = new LinkedHashMap<>();
            for (StoredExport export : inventory.exports()) {
                ExportFilter filter = new ExportFilter(bucket, export, memberIds);
                List<Findings> inFiles = known.computeIfAbsent(export.key(), key -> filter.count());
                if (Findings.sum(inFiles).rows() > 0) {
                    found.put(filter, inFiles);
                }
            }
            return new Found(found, inventory.undescribed());
        }
    }

    /** The exports that have some of the members, and what is in each of their files. */
    private record Found(Map<ExportFilter, List<Findings>> exports, long undescribed) {

        ErasureReceipt receipt(Bucket bucket) {
            List<Findings> inFiles =
                    exports.values().stream().flatMap(List::stream).toList();
            Findings all = Findings.sum(inFiles);
            List<String> folders = exports.keySet().stream()
                    .map(filter -> filter.export().folder().path())
                    .toList();
            long files = inFiles.stream().filter(found -> found.rows() > 0).count();
            return new ErasureReceipt(
                    all.members().size(), all.rows(), files, Remains.of(bucket, folders, undescribed));
        }
    }

    @Override
    public ErasureReceipt count(String community, Set<Text> memberIds) {
        return erasingNothing(() -> {
            Bucket bucket = connected.get();
            return new Survey(bucket, community, memberIds)
                    .look(new LatestObject(bucket, community).read())
                    .receipt(bucket);
        });
    }

    @Override
    public ErasureReceipt erase(String community, Set<Text> memberIds) {
        return erasingNothing(() -> {
            Bucket bucket = connected.get();
            LatestObject latest = new LatestObject(bucket, community);
            Survey survey = new Survey(bucket, community, memberIds);
            CommunityState state = latest.read();
            Found found = survey.look(state);
            boolean isUntouched = found.exports().isEmpty()
                    && !state.hasClaim()
                    && bucket.unfinished(ExportFolder.ofCommunity(community)).isEmpty();
            return isUntouched ? found.receipt(bucket) : erase(bucket, latest, survey, community);
        });
    }

    private static ErasureReceipt erase(Bucket bucket, LatestObject latest, Survey survey, String community) {
        TargetClaim claim = TargetClaim.takeAll(bucket, latest, community);
        Found found = claim.orGiveBack(() -> survey.look(claim.before()));
        // What is out of reach is asked for before there is something to be undone.
        ErasureReceipt receipt = claim.orGiveBack(() -> found.receipt(bucket));
        if (found.exports().isEmpty()) {
            claim.giveBack();
        } else {
            new Rewriting(bucket, latest, claim).run(found.exports());
        }
        return receipt;
    }

    /** Has a failure say that nothing has changed, unless it knows better. */
    private static ErasureReceipt erasingNothing(Supplier<ErasureReceipt> step) {
        try {
            return step.get();
        } catch (Rewriting.PartlyDone known) {
            throw known.failure();
        } catch (MemberportException failed) {
            throw failed.with("Nothing was erased.");
        }
    }
}
