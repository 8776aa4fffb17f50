using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using Dt = Microsoft.DurableTask;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>Failures in hosts that keep little of an exception.</summary>
public sealed class FailureTests
{
    private static readonly FailingException s_failure =
        new("the volume is down:\nno quorum <details> {}\nStack: none", new IOException("no route\r\nto host"));

    [Fact]
    public void Type_message_facts_and_cause_survive_the_first_line_of_an_exception()
    {
        TaskFailureDetails sent = TaskFailureDetails.From(s_failure);
        string firstLine = new DurableFailureException(sent).ToString().Split('\n')[0];
        string message = firstLine[(firstLine.IndexOf(": ", StringComparison.Ordinal) + 2)..];

        TaskFailureDetails arrived = DurableFailures.Read(Stored(message));

        arrived.ErrorType.ShouldBe(typeof(FailingException).FullName);
        arrived.ErrorMessage.ShouldBe(s_failure.Message);
        arrived.Properties.ShouldNotBeNull()["host"].ShouldBe("gluster1");
        arrived.InnerFailure.ShouldNotBeNull().ErrorMessage.ShouldBe("no route\r\nto host");
    }

    [Fact]
    public void What_a_host_adds_to_the_message_is_no_part_of_it()
    {
        string message = new DurableFailureException(TaskFailureDetails.From(s_failure)).Message;
        DurableFailures.Read(Stored($"Task 'X' failed: {message} (attempt 2)")).ErrorMessage.ShouldBe(s_failure.Message);
    }

    [Fact]
    public void Truncated_details_keep_their_text()
    {
        string message = new DurableFailureException(TaskFailureDetails.From(s_failure)).Message;
        TaskFailureDetails arrived = DurableFailures.Read(Stored(message[..^30]));
        arrived.ErrorType.ShouldBe("Host.Exception");
        arrived.ErrorMessage.ShouldStartWith("the volume is down:");
    }

    [Theory]
    [InlineData("Microsoft.Azure.WebJobs.Script.Workers.WorkerProcessExitException", true)]
    [InlineData("System.TimeoutException", false)]
    public void A_call_whose_worker_process_ended_is_known_by_the_cause_that_the_host_gives(string cause, bool isLost)
    {
        Dt.TaskFailureDetails inner = new(cause, "dotnet exited with code 137 (0x89)", null, null, null);
        Dt.TaskFailureDetails outer = new(
            "Microsoft.Azure.WebJobs.Host.FunctionInvocationException", "Exception while executing function: Functions.MergeVm", null, inner, null);
        DurableFailures.IsLostCall(outer).ShouldBe(isLost);
    }

    private static Dt.TaskFailureDetails Stored(string message) => new("Host.Exception", message, null, null, null);
}
