using System.Globalization;
using CsvHelper;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Export;

/// <summary>A folder of files that appears whole or not at all: written beside its place, then renamed.</summary>
internal sealed class NewFolder : IDisposable
{
    private readonly string _target;
    private readonly string _beside;

    private NewFolder(string target, string beside) => (_target, _beside) = (target, beside);

    /// <exception cref="IOException">The target exists and is not empty.</exception>
    public static NewFolder Beside(string target)
    {
        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        RefuseFull(target);
        var parent = Path.GetDirectoryName(target) ?? throw new IOException($"不能写到“{target}”；请给出一个新文件夹的名字。");
        Directory.CreateDirectory(parent);
        return new NewFolder(target, Directory.CreateDirectory(Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}")).FullName);
    }

    /// <summary>Opens one file of facts with its header.</summary>
    public FactsFile Open(string name, params string[] columns) => new(Path.Combine(_beside, name), columns);

    /// <summary>Renames what was written into place.</summary>
    public void Keep()
    {
        RefuseFull(_target);
        if (Directory.Exists(_target))
            Directory.Delete(_target);
        Directory.Move(_beside, _target);
    }

    public void Dispose()
    {
        if (Directory.Exists(_beside))
            Directory.Delete(_beside, recursive: true);
    }

    private static void RefuseFull(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"“{target}”已存在且不是空文件夹；请换一个名字，或先清空它。");
    }
}

/// <summary>One file of facts, as <c>hall replay</c> reads it.</summary>
internal sealed class FactsFile : IDisposable
{
    private readonly CsvWriter _file;

    public FactsFile(string path, string[] columns)
    {
        _file = CsvWriter.Create(File.Create(path), new CsvWriterOptions { NewLine = "\n" });
        _file.WriteHeader(columns);
    }

    /// <summary>Writes a row: days, civil times to the second, numbers and booleans in the form of replay; null is blank.</summary>
    public void Row(params object?[] values)
    {
        foreach (var value in values)
        {
            _file.WriteField(value switch
            {
                null => "",
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                bool flag => flag ? "true" : "false",
                double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                string text => Outgoing.Field(text),
                _ => value.ToString(),
            });
        }

        _file.EndRecord();
    }

    public void Dispose() => _file.Dispose();
}
