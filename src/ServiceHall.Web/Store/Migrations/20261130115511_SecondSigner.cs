using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class SecondSigner : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "code_issued_by_id",
                table: "account",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "factor_failures",
                table: "account",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "factor_locked_until",
                table: "account",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "password_by_code_at",
                table: "account",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "password_by_code_from_id",
                table: "account",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_request",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    asked_by_id = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_by_id = table.Column<int>(type: "integer", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_request", x => x.id);
                    table.CheckConstraint("ck_account_request_ended", "(\"end\" IS NULL) = (ended_at IS NULL)");
                    table.CheckConstraint("ck_account_request_signed", "(signed_by_id IS NULL) = (signed_at IS NULL)");
                    table.CheckConstraint("ck_account_request_two_people", "asked_by_id <> staff_id AND signed_by_id <> asked_by_id AND signed_by_id <> staff_id");
                    table.ForeignKey(
                        name: "fk_account_request_staff_asked_by_id",
                        column: x => x.asked_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_request_staff_signed_by_id",
                        column: x => x.signed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_request_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "authenticator",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_step = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_authenticator", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_authenticator_account_staff_id",
                        column: x => x.staff_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "former_password",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_former_password", x => x.id);
                    table.ForeignKey(
                        name: "fk_former_password_account_staff_id",
                        column: x => x.staff_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_passkey_account_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recovery_code",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_code", x => x.id);
                    table.ForeignKey(
                        name: "fk_recovery_code_account_staff_id",
                        column: x => x.staff_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_code_issued_by_id",
                table: "account",
                column: "code_issued_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_password_by_code_from_id",
                table: "account",
                column: "password_by_code_from_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_request_asked_by_id",
                table: "account_request",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_request_signed_by_id",
                table: "account_request",
                column: "signed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_request_staff_id_kind",
                table: "account_request",
                columns: new[] { "staff_id", "kind" },
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_former_password_staff_id_id",
                table: "former_password",
                columns: new[] { "staff_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_passkey_user_id",
                table: "passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_code_staff_id_hash",
                table: "recovery_code",
                columns: new[] { "staff_id", "hash" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_account_staff_code_issued_by_id",
                table: "account",
                column: "code_issued_by_id",
                principalTable: "staff_member",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_account_staff_password_by_code_from_id",
                table: "account",
                column: "password_by_code_from_id",
                principalTable: "staff_member",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_account_staff_code_issued_by_id",
                table: "account");

            migrationBuilder.DropForeignKey(
                name: "fk_account_staff_password_by_code_from_id",
                table: "account");

            migrationBuilder.DropTable(
                name: "account_request");

            migrationBuilder.DropTable(
                name: "authenticator");

            migrationBuilder.DropTable(
                name: "former_password");

            migrationBuilder.DropTable(
                name: "passkey");

            migrationBuilder.DropTable(
                name: "recovery_code");

            migrationBuilder.DropIndex(
                name: "ix_account_code_issued_by_id",
                table: "account");

            migrationBuilder.DropIndex(
                name: "ix_account_password_by_code_from_id",
                table: "account");

            migrationBuilder.DropColumn(
                name: "code_issued_by_id",
                table: "account");

            migrationBuilder.DropColumn(
                name: "factor_failures",
                table: "account");

            migrationBuilder.DropColumn(
                name: "factor_locked_until",
                table: "account");

            migrationBuilder.DropColumn(
                name: "password_by_code_at",
                table: "account");

            migrationBuilder.DropColumn(
                name: "password_by_code_from_id",
                table: "account");
        }
    }
}
