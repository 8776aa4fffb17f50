using GlusterDr.Errors;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Tests.Shared.Sessions;

public sealed class SettingCheckTests
{
    [Theory]
    [InlineData("sync-jobs", "6", "6")]
    [InlineData("sync-jobs", " 006 ", "6")]
    [InlineData("use-meta-volume", "TRUE", "true")]
    [InlineData("use-meta-volume", "on", "true")]
    [InlineData("log-level", "debug", "DEBUG")]
    [InlineData("rsync-options", "--ignore-times", " --ignore-times")]
    [InlineData("rsync-options", "  --ignore-times   --compress ", " --ignore-times --compress")]
    [InlineData("ssh-command", "/usr/bin/ssh", "/usr/bin/ssh")]
    [InlineData("isolated-secondarys", "ünï;#$", "ünï;#$")]
    [InlineData("checkpoint", "now", "now")]
    public void Values_go_to_Gluster_as_it_wants_them(string option, string value, string sent) =>
        SettingCheck.Require(SessionOptions.Find(option)!, value, force: false).ShouldBe(sent);

    [Theory]
    [InlineData("change-interval", "abc")]
    [InlineData("change-interval", "0")]
    [InlineData("change-interval", "-5")]
    [InlineData("change-interval", "+5")]
    [InlineData("change-interval", "1e3")]
    [InlineData("change-interval", "٣")]
    [InlineData("secondary-timeout", "99999999999")]
    [InlineData("sync-jobs", "101")]
    [InlineData("ssh-port", "65536")]
    [InlineData("use-meta-volume", "maybe")]
    [InlineData("sync-method", "ftp")]
    [InlineData("ssh-command", "ssh")]
    [InlineData("ssh-command", "/usr/../bin/sh")]
    [InlineData("rsync-options", "--rsync-path='a b'")]
    [InlineData("rsync-options", "")]
    [InlineData("rsync-options", "a\nb")]
    [InlineData("rsync-options", "a\0b")]
    [InlineData("checkpoint", "2026-01-01 00:00:00")]
    public void Values_that_Gluster_would_choke_on_are_refused(string option, string value) =>
        Should.Throw<DrException>(() => SettingCheck.Require(SessionOptions.Find(option)!, value, force: true)).Error.Code.ShouldBe(ErrorCodes.SettingInvalid);

    [Fact]
    public void A_value_without_end_is_refused() =>
        Should.Throw<DrException>(() => SettingCheck.Require(SessionOptions.Find("isolated-secondarys")!, new string('x', 1001), true))
            .Error.Message.Length.ShouldBeLessThan(200);

    [Theory]
    [InlineData("sync-method", "tarssh")]
    [InlineData("change-detector", "xsync")]
    [InlineData("ignore-deletes", "yes")]
    [InlineData("sync-xattrs", "off")]
    [InlineData("rsync-opt-existing", "false")]
    [InlineData("special-sync-mode", "blind")]
    [InlineData("rsync-options", "--compress --size-only")]
    [InlineData("rsync-options", "--exclude=vms")]
    [InlineData("rsync-options", "-n")]
    public void Values_that_harm_images_need_force(string option, string value)
    {
        SessionOption known = SessionOptions.Find(option)!;

        Should.Throw<DrException>(() => SettingCheck.Require(known, value, force: false)).Error.Code.ShouldBe(ErrorCodes.SettingUnsafe);
        SettingCheck.Require(known, value, force: true).Trim().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("--bwlimit=100", 100L)]
    [InlineData("--bwlimit 100", 100L)]
    [InlineData("-a --bwlimit=10m --x", 10240L)]
    [InlineData("--bwlimit=1MB", 976L)]
    [InlineData("--bwlimit=1.5g", 1572864L)]
    [InlineData("--bwlimit=0", null)]
    [InlineData("--compress", null)]
    [InlineData("", null)]
    public void A_limit_is_read_as_rsync_reads_it(string options, long? kibibytes) => RsyncWords.LimitOf(options).ShouldBe(kibibytes);

    [Theory]
    [InlineData("", 100L, "--bwlimit=100")]
    [InlineData("--ignore-times", 100L, "--ignore-times --bwlimit=100")]
    [InlineData("--bwlimit=5 --ignore-times", 100L, "--ignore-times --bwlimit=100")]
    [InlineData("--bwlimit 5 --ignore-times", null, "--ignore-times")]
    [InlineData("--bwlimit=5", null, "")]
    public void A_limit_is_merged_with_what_stands(string options, long? limit, string merged) => RsyncWords.WithLimit(options, limit).ShouldBe(merged);

    [Theory]
    [InlineData("10M", 3, 3413L)]
    [InlineData("10MiB", 1, 10240L)]
    [InlineData("512KiB", 2, 256L)]
    [InlineData("off", 3, null)]
    public void All_rsyncs_together_keep_the_limit(string text, int rsyncs, long? each)
    {
        BandwidthLimit limit = BandwidthLimit.Parse(text, rsyncs);

        limit.KibibytesEach.ShouldBe(each);
        (limit.BytesPerSecond is null or <= 10 << 20).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("fast")]
    [InlineData("-1M")]
    [InlineData("10m")]
    [InlineData("2KiB")]
    [InlineData("9999999TiB")]
    public void An_invalid_limit_is_refused(string text) =>
        Should.Throw<DrException>(() => BandwidthLimit.Parse(text, 3)).Error.Code.ShouldBe(ErrorCodes.SettingInvalid);
}
