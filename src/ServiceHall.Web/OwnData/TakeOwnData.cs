using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.OwnData;

/// <summary>
/// Everybody takes what the hall knows about them as one file (个人信息保护法 第四十五条), after their password and on
/// record. It holds nobody else's facts.
/// </summary>
internal sealed class TakeOwnData(IDbContextFactory<HallDb> factory, TimeProvider clock, ConfirmPassword confirm, ReadOwnData read)
{
    private const string About = """
        这里是政务大厅管理系统里关于您本人的信息，由您本人下载。
        每个 .csv 文件是一张表，可以用办公软件打开；“附件”里是您交过的证明材料（已按保存期限删除的不在其中）。
        文件里有您的位置、假条和附件等敏感信息，请妥善保管，不要放在公用电脑上。
        """;

    public async Task<Answer<UploadedFile>> Run(Actor actor, string password, CancellationToken cancel)
    {
        if ((await confirm.Run(actor, password, cancel)).Refusal is { } wrong)
            return wrong.Kind == RefusalKind.Rule ? new Refusal("密码不正确，或帐号已被暂时锁定；没有下载任何内容。请重新输入。") : wrong;
        await using var act = await Act.Begin(factory, clock, actor, "privacy.take", right: null, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var sheets = await read.Run(act.Db, actor.StaffId, cancel);
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await Add(archive, "说明.txt", Encoding.UTF8.GetBytes(About), cancel);
            foreach (var sheet in sheets)
                await Add(archive, $"{sheet.Name}.csv", sheet.Csv(), cancel);
            await AddProofs(archive, act.Db, actor.StaffId, cancel);
        }

        act.Record($"staff {act.Rights.Number}", $"zip, {sheets.Count} files");
        await act.Commit(cancel);
        return new UploadedFile("application/zip", $"本人信息 {act.Rights.Number} {act.Today:yyyy-MM-dd}.zip", zip.ToArray());
    }

    private static async Task AddProofs(ZipArchive archive, HallDb db, int staffId, CancellationToken cancel)
    {
        var own = db.Set<LeaveRequest>().Where(leave => leave.StaffId == staffId && leave.AttachmentId != null).Select(leave => leave.AttachmentId!.Value)
            .Concat(db.Set<Explanation>().Where(one => one.StaffId == staffId && one.AttachmentId != null).Select(one => one.AttachmentId!.Value));
        var proofs = db.Set<Attachment>().AsNoTracking().Where(attachment => own.Contains(attachment.Id) && attachment.Content != null)
            .OrderBy(attachment => attachment.UploadedAt).Select(attachment => new { attachment.Name, attachment.Content!.Bytes });
        var number = 0;
        // One at a time: each may have megabytes.
        await foreach (var proof in proofs.AsAsyncEnumerable().WithCancellation(cancel))
            await Add(archive, $"附件/{++number:000} {proof.Name}", proof.Bytes, cancel);
    }

    private static async Task Add(ZipArchive archive, string name, byte[] bytes, CancellationToken cancel)
    {
        await using var entry = await archive.CreateEntry(name).OpenAsync(cancel);
        await entry.WriteAsync(bytes, cancel);
    }
}
