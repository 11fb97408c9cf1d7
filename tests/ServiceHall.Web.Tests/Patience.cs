using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bunit;

namespace ServiceHall.Web.Tests;

/// <summary>How long a test waits for what comes by itself: longer than any busy machine takes, so that only a fault lasts so long.</summary>
internal static class Patience
{
    internal static TimeSpan Long { get; } = TimeSpan.FromSeconds(60);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "bUnit's own second is set once, before the first test.")]
    internal static void OfPages() => BunitContext.DefaultWaitTimeout = Long;
}
