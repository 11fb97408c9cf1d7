using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ServiceHall.Web.Shell;

/// <summary>How pages come alive. The frame is static; a page of the desk is an island in it.</summary>
internal static class RenderModes
{
    /// <summary>
    /// Interactive on the server, not rendered before: what can be seen can be used, and data is read once.
    /// </summary>
    public static IComponentRenderMode Desk { get; } = new InteractiveServerRenderMode(prerender: false);
}
