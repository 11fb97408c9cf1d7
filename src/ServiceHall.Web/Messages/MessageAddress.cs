using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Template;
using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.Messages;

/// <summary>Where a message leads on the face that it is read on.</summary>
internal static class MessageAddress
{
    private const string Desk = "/desk";
    private const string Phone = "/m";

    private static readonly TemplateMatcher[] Pages =
    [
        .. typeof(MessageAddress).Assembly.GetTypes().SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => new TemplateMatcher(TemplateParser.Parse(route.Template), [])),
    ];

    /// <summary>The page on a face; null: the message leads nowhere, or this face has no such page.</summary>
    public static string? On(Face face, string address)
    {
        if (address.Length == 0)
            return null;
        var prefix = face == Face.Desk ? Desk : Phone;
        if (IsUnder(Desk, address) || IsUnder(Phone, address))
            return IsUnder(prefix, address) ? address : null;
        return HasPage(prefix + address) ? prefix + address : null;
    }

    /// <summary>What to say where a message leads somewhere, but not on this face; null: nothing.</summary>
    public static string? Elsewhere(Face face, string address) => address.Length == 0 || On(face, address) is not null
        ? null
        : face == Face.Desk ? "请在手机上办理" : "请在电脑上办理";

    private static bool IsUnder(string prefix, string address) =>
        address.StartsWith(prefix + "/", StringComparison.Ordinal) || address == prefix;

    private static bool HasPage(string address)
    {
        var path = new PathString(address.Split('?', '#')[0]);
        return Array.Exists(Pages, page => page.TryMatch(path, []));
    }
}
