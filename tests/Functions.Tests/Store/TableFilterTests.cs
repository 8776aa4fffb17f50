using GlusterDr.Functions.Store;

namespace GlusterDr.Tests.Functions.Store;

public sealed class TableFilterTests
{
    [Theory]
    [InlineData("", "PartitionKey eq 'it''s'")]
    [InlineData("run-", "PartitionKey eq 'it''s' and RowKey ge 'run-' and RowKey lt 'run.'")]
    [InlineData("a&", "PartitionKey eq 'it''s' and RowKey ge 'a&' and RowKey lt 'a'''")]
    [InlineData("😀", "PartitionKey eq 'it''s' and RowKey ge '😀' and RowKey lt '😁'")]
    [InlineData("a\ud7ff", "PartitionKey eq 'it''s' and RowKey ge 'a\ud7ff'")]
    [InlineData("\U0001f7ff", "PartitionKey eq 'it''s' and RowKey ge '\U0001f7ff' and RowKey lt '\U0001f800'")]
    public void It_requests_only_keys_with_the_prefix_if_a_query_can_express_that(string prefix, string filter) =>
        TableFilter.Of("it's", prefix).ShouldBe(filter);
}
