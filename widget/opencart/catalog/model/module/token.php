<?php
namespace Opencart\Catalog\Model\Extension\Sluice\Module;
/**
 * Short-lived tokens for the chat: JSON Web Tokens signed with HMAC-SHA-256 (RFC 7519; RFC 7515,
 * section 3; RFC 7518, section 3.2).
 *
 * Can be called using $this->load->model('extension/sluice/module/token');
 */
class Token extends \Opencart\System\Engine\Model {
	/** How long a token is good for, in seconds: the chat asks for a new one when it has ended. */
	public const LIFETIME = 300;

	/** What the token is for; the server expects it. */
	public const AUDIENCE = 'sluice';

	/**
	 * A token for one visitor.
	 *
	 * @param string $secret  what the shop and the server share, at least 32 bytes
	 * @param string $issuer  the shop's address
	 * @param string $subject who asks, 1 to 256 characters
	 * @param int    $now     seconds since 1970
	 *
	 * @throws \InvalidArgumentException when the secret is too short to be safe
	 */
	public function issue(string $secret, string $issuer, string $subject, int $now): string {
		if (strlen($secret) < 32) {
			throw new \InvalidArgumentException('Expected a signing secret of at least 32 bytes but got ' . strlen($secret));
		}

		$claims = [
			'iss' => $issuer,
			'aud' => self::AUDIENCE,
			'sub' => $subject,
			'iat' => $now,
			'exp' => $now + self::LIFETIME
		];

		$signed = $this->part(['alg' => 'HS256', 'typ' => 'JWT']) . '.' . $this->part($claims);

		return $signed . '.' . $this->base64url(hash_hmac('sha256', $signed, $secret, true));
	}

	/**
	 * Who asks: the customer, or a name of the session's own for a visitor who is not logged in,
	 * which says nothing about the visitor and ends with the session.
	 */
	public function getSubject(): string {
		if ($this->customer->isLogged()) {
			return 'customer-' . (int)$this->customer->getId();
		}

		if (empty($this->session->data['sluice_guest'])) {
			$this->session->data['sluice_guest'] = bin2hex(random_bytes(16));
		}

		return 'guest-' . $this->session->data['sluice_guest'];
	}

	/** @param array<string, int|string> $part */
	private function part(array $part): string {
		return $this->base64url((string)json_encode($part, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR));
	}

	private function base64url(string $bytes): string {
		return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
	}
}
