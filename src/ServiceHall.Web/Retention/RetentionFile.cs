using System.Globalization;
using ServiceHall.Web.Store;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ServiceHall.Web.Retention;

/// <summary>Reads the policy of retention, and refuses one that is incomplete: what is missing, and where.</summary>
internal static class RetentionFile
{
    /// <summary>The setting that names another file than the one built in.</summary>
    public const string Setting = "Hall:Retention";

    private const string BuiltIn = "retention.yaml";

    /// <summary>The policy that holds here.</summary>
    /// <exception cref="HallCannotOpenException">It cannot be read; the message says why, with all that is wrong.</exception>
    public static RetentionPolicy Load(IConfiguration? configuration)
    {
        if (configuration?[Setting] is not { Length: > 0 } path)
        {
            using var stream = typeof(RetentionFile).Assembly.GetManifestResourceStream(BuiltIn)
                ?? throw new InvalidOperationException("The policy retention.yaml is not built in.");
            return Read(new StreamReader(stream).ReadToEnd(), BuiltIn);
        }

        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new HallCannotOpenException($"保存期限文件 {path} 读不出来：{unread.Message}", unread);
        }
    }

    /// <summary>Reads the text of a policy.</summary>
    /// <param name="file">What problems call it.</param>
    public static RetentionPolicy Read(string text, string file)
    {
        PolicyYaml? yaml;
        try
        {
            yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<PolicyYaml?>(text);
        }
        catch (YamlException fault)
        {
            throw new HallCannotOpenException(
                $"{file}:{fault.Start.Line}: 不是有效的保存期限文件：{fault.InnerException?.Message ?? fault.Message}", fault);
        }

        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(yaml?.Name))
            problems.Add("缺少 name");
        if (yaml?.Versions is not { Count: > 0 })
            problems.Add("缺少 versions");
        if (string.IsNullOrWhiteSpace(yaml?.Consent?.Version) || yaml.Consent.Text is not { Count: > 0 })
            problems.Add("缺少 consent 的 version 或 text");
        var versions = (yaml?.Versions ?? []).Select(version => Version(version, problems)).OrderBy(version => version.From).ToList();
        if (versions.DistinctBy(version => version.From).Count() < versions.Count)
            problems.Add("两个版本从同一天起");
        return problems.Count == 0
            ? new RetentionPolicy(yaml!.Name!, versions, new ConsentText(yaml.Consent!.Version!, yaml.Consent.Text!))
            : throw new HallCannotOpenException($"{file}: {string.Join("；", problems)}。");
    }

    private static RetentionVersion Version(VersionYaml version, List<string> problems)
    {
        if (!DateOnly.TryParseExact(version.From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            problems.Add($"from 应是日期（2026-01-01），现在是“{version.From}”");
        if (version.Kinds is not { Count: > 0 })
            problems.Add($"{version.From} 起的版本缺少 kinds");
        return new RetentionVersion(from, [.. (version.Kinds ?? []).Select(kind => Period(kind.Key, kind.Value, problems))]);
    }

    private static RetentionPeriod Period(string code, PeriodYaml? period, List<string> problems)
    {
        period ??= new PeriodYaml();
        var given = new[] { period.Days is not null, period.Months is not null, period.Kept }.Count(one => one);
        if (given != 1)
            problems.Add($"{code}: days、months、kept 应写且只写一项");
        if (period.Days is <= 0 or > 36_500 || period.Months is <= 0 or > 1_200)
            problems.Add($"{code}: 期限应在 1 天到 100 年之间");
        foreach (var (name, value) in new[] { ("title", period.Title), ("then", period.Then), ("why", period.Why), ("basis", period.Basis) })
        {
            if (string.IsNullOrWhiteSpace(value))
                problems.Add($"{code}: 缺少 {name}");
        }

        return new RetentionPeriod(code, period.Title ?? "", period.Days, period.Months, period.Then ?? "", period.Why ?? "", period.Basis ?? "");
    }

    private sealed class PolicyYaml
    {
        public string? Name { get; set; }
        public ConsentYaml? Consent { get; set; }
        public List<VersionYaml>? Versions { get; set; }
    }

    private sealed class ConsentYaml
    {
        public string? Version { get; set; }
        public List<string>? Text { get; set; }
    }

    private sealed class VersionYaml
    {
        public string? From { get; set; }
        public Dictionary<string, PeriodYaml?>? Kinds { get; set; }
    }

    private sealed class PeriodYaml
    {
        public string? Title { get; set; }
        public int? Days { get; set; }
        public int? Months { get; set; }
        public bool Kept { get; set; }
        public string? Then { get; set; }
        public string? Why { get; set; }
        public string? Basis { get; set; }
    }
}
