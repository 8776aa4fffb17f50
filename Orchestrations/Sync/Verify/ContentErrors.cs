using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Orchestrations.Sync.Verify;

/// <summary>How differing content is told.</summary>
internal static class ContentErrors
{
    public static Error Differs(Destination destination, CompareContent.Result content, int cures) => Tell(
        destination,
        content,
        ErrorClass.NeedsPerson,
        cures == 0 ? "the policy allows no cure" : $"triggering them again {cures} time(s) did not help");

    public static Error Cured(Destination destination, CompareContent.Result content) =>
        Tell(destination, content, ErrorClass.Transient, "they are triggered again");

    public static Error Deleted(string vm) => new(
        ErrorCodes.VmGone,
        ErrorClass.Permanent,
        $"Images of VM '{vm}' were deleted in mid-run, at the primary and with it at the secondary: this recovery point does not hold it.",
        vm,
        Advice: "If that was no intention, an earlier snapshot of the secondary volume may still hold it.");

    private static Error Tell(Destination destination, CompareContent.Result content, ErrorClass errorClass, string outcome)
    {
        bool trap = content.EmptyFiles > 0;
        string files = string.Join("; ", content.Examples);
        return new Error(
            trap ? ErrorCodes.ContentEmpty : ErrorCodes.ContentDiffers,
            errorClass,
            $"Gluster says that all has arrived, but {content.Differing} file(s) differ between the sites"
                + $"{(trap ? $", {content.EmptyFiles} of them empty at the secondary" : "")}; {outcome}: {files}",
            $"{destination.SessionHost}::{destination.Volume}",
            Advice: trap
                ? "rsync 3.5.0 transfers nothing into gsyncd's lazily unmounted mount: "
                    + "set the session's secondary-access-mount to true (proof.cure does it), or change rsync."
                : "See the troubleshooting page on differing content; a bad disk or a write at the secondary can be behind it.");
    }
}
