using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ServiceHall.Web.Tests;

/// <summary>
/// Where the package feed lacks the version of AngleSharp.Diffing that bUnit asks for, the one that
/// build/ClosedFeed.targets put beside the tests stands in. On the full feed nothing is ever unresolved.
/// </summary>
internal static class OtherDiffing
{
    [ModuleInitializer]
    internal static void StandIn() => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        var file = Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll");
        if (name.Name != "AngleSharp.Diffing" || !File.Exists(file))
            return null;
        // From a stream: loading by path checks the version.
        using var stream = File.OpenRead(file);
        return context.LoadFromStream(stream);
    };
}
