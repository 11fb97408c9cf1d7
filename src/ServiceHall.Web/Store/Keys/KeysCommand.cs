namespace ServiceHall.Web.Store.Keys;

/// <summary><c>hall keys FILE</c>: a new certificate for the keys of a hall on a configured database.</summary>
internal static class KeysCommand
{
    public const string Verb = "keys";

    /// <returns>0: made. 2: the call is not as it should be. 1: anything else, with a sentence on standard error.</returns>
    public static async Task<int> Run(string[] args, IConfiguration configuration)
    {
        if (args is not [Verb, { Length: > 0 } file])
        {
            await Console.Error.WriteLineAsync("用法：./hall keys 文件.pfx\n生成加密密钥的证书。文件应还不存在；设置了 Hall__Keys__Password 时，用它加密。");
            return 2;
        }

        try
        {
            KeyFile.Make(file, configuration["Hall:Keys:Password"]);
            await Console.Error.WriteLineAsync($"证书已写到 {Path.GetFullPath(file)}，只有当前用户可读。请与数据库分开备份，并设置 Hall__Keys__Certificate。");
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(File.Exists(file) ? $"{file} 已经存在，没有改动。" : $"{file} 写不进去：{fault.Message}");
            return 1;
        }
    }
}
