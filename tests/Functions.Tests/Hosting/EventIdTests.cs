using System.Reflection;
using GlusterDr.Functions.Hosting;
using GlusterDr.Local.Hosting;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Functions.Hosting;

/// <summary>An event id identifies a message in the whole product, because alerts and searches use it.</summary>
public sealed class EventIdTests
{
    [Fact]
    public void No_two_messages_of_the_product_have_the_same_event_id()
    {
        (int Id, string Name)[] messages =
        [
            .. from assembly in ProductAssemblies.Of(typeof(AppServices).Assembly, typeof(LocalHost).Assembly)
               from type in assembly.GetTypes()
               from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
               let message = method.GetCustomAttribute<LoggerMessageAttribute>()
               where message is not null
               select (message.EventId, $"{type.FullName}.{method.Name}"),
        ];

        messages.Length.ShouldBeGreaterThan(50, "all assemblies are searched");
        messages.Select(m => m.Name.Split('.')[1]).Distinct().Count().ShouldBeGreaterThan(5);
        messages.Where(m => m.Id <= 0).Select(m => m.Name).ShouldBeEmpty("each has an id of its own");
        messages.GroupBy(m => m.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(m => m.Name))}").ShouldBeEmpty();
    }
}
