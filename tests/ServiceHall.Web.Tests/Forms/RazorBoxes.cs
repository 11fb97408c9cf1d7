using System.Reflection;
using System.Text.RegularExpressions;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Forms;

/// <summary>One box of a page's source: an input, a textarea, a choice, or the hall's own box for a number.</summary>
/// <param name="Component">The component that it is written in.</param>
/// <param name="Place">File and line.</param>
/// <param name="Attributes">As they are written, by name.</param>
internal sealed record RazorBox(Type Component, string Place, string Tag, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>A text box has no type, or one that holds text.</summary>
    public string Kind => Tag switch
    {
        "input" => Attributes.GetValueOrDefault("type", "text"),
        "NumberBox" => "number",
        _ => Tag,
    };

    /// <summary>What it is bound to, as it is written; null: the page reads it another way.</summary>
    public string? Bound => Attributes.GetValueOrDefault("@bind") ?? Attributes.GetValueOrDefault("@bind:get")
        ?? Attributes.GetValueOrDefault("@bind-Value");

    /// <summary>The type of what it is bound to, found by its name on the component.</summary>
    /// <exception cref="InvalidOperationException">Nothing on the component is called so.</exception>
    public Type BoundType()
    {
        var names = Bound!.Split('(')[0].Split('.');
        var type = Member(Component, names[0]) ?? Member(Component, "_" + names[0])
            ?? throw new InvalidOperationException($"{Place}: {Bound} is no member of {Component.Name}; bind boxes to what a test can find.");
        return names.Skip(1).Aggregate(type, (owner, name) =>
            Member(Nullable.GetUnderlyingType(owner) ?? owner, name) ?? throw new InvalidOperationException($"{Place}: {owner.Name} has no {name}."));
    }

    private static Type? Member(Type owner, string name)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return owner.GetField(name, Any)?.FieldType ?? owner.GetProperty(name, Any)?.PropertyType ?? owner.GetMethod(name, Any)?.ReturnType;
    }
}

/// <summary>Every box that the source of the application's pages has.</summary>
internal static partial class RazorBoxes
{
    public static readonly IReadOnlyList<RazorBox> All = [.. Read()];

    private static IEnumerable<RazorBox> Read()
    {
        var folder = Path.Combine(Root(), "src", "ServiceHall.Web");
        var types = typeof(HallClock).Assembly.GetTypes().ToLookup(type => type.FullName);
        foreach (var file in Directory.EnumerateFiles(folder, "*.razor", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file);
            var name = "ServiceHall.Web." + path[..^".razor".Length].Replace(Path.DirectorySeparatorChar, '.');
            var text = File.ReadAllText(file);
            foreach (Match start in Start().Matches(text))
            {
                yield return new(
                    types[name].Concat(types[name + "`1"]).Single(), $"{path.Replace('\\', '/')}:{text.AsSpan(0, start.Index).Count('\n') + 1}", start.Groups[1].Value,
                    Attributes(text, start.Index + start.Length));
            }
        }
    }

    // A value may hold code with quotes of its own, in parentheses.
    private static Dictionary<string, string> Attributes(string text, int at)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (Name().Match(text, at) is { Success: true } name)
        {
            at = name.Index + name.Length;
            var value = "";
            if (text[at] == '=')
            {
                var end = EndOfValue(text, at + 2);
                (value, at) = (text[(at + 2)..end], end + 1);
            }

            found[name.Groups[1].Value] = value;
        }

        return found;
    }

    private static int EndOfValue(string text, int at)
    {
        for (var depth = 0; text[at] != '"' || depth > 0; at++)
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
        return at;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ServiceHall.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The source is not above the tests.");
        return folder;
    }

    [GeneratedRegex(@"<(input|textarea|select|NumberBox)(?=\s)")]
    private static partial Regex Start();

    [GeneratedRegex(@"\G\s+([@\w:-]+)")]
    private static partial Regex Name();
}
