<?php
namespace Opencart\Catalog\Controller\Extension\Sluice\Module;
/**
 * The chat in the shop's pages, the tokens of its visitors, and the catalogue that it answers from.
 */
class Sluice extends \Opencart\System\Engine\Controller {
	/** Products that are read at a time. */
	private const BATCH = 100;

	/**
	 * Puts the chat before the end of each page's body; called by the event
	 * catalog/view/common/footer/after.
	 *
	 * @param array<string, mixed> $data
	 */
	public function footer(string &$route, array &$data, string &$output): void {
		$url = (string)$this->config->get('module_sluice_url');

		if (!$this->config->get('module_sluice_status') || $url === '') {
			return;
		}

		$this->load->model('extension/sluice/module/tag');

		$page = $this->model_extension_sluice_module_tag->getPage((string)($this->request->get['route'] ?? ''));

		if ($this->wanted('pages', $page) && $this->wanted('languages', (string)$this->config->get('config_language'))) {
			$html = $this->model_extension_sluice_module_tag->getHtml($this->attributes($url, $page));
			$output = $this->model_extension_sluice_module_tag->insert($output, $html);
		}
	}

	/**
	 * A token for the visitor of this session, for the chat's script: {"token": …, "expires_in": …}.
	 * Other sites' pages cannot read it, and are refused besides.
	 */
	public function token(): void {
		$secret = (string)$this->config->get('module_sluice_secret');
		$site = $this->request->server['HTTP_SEC_FETCH_SITE'] ?? 'same-origin';

		if (!$this->config->get('module_sluice_status') || $secret === '' || !$this->tokens()) {
			$this->answer('404 Not Found', ['error' => 'not_found']);
		} elseif ($site !== 'same-origin') {
			$this->answer('403 Forbidden', ['error' => 'forbidden']);
		} else {
			$this->load->model('extension/sluice/module/token');

			$model = $this->model_extension_sluice_module_token;
			$token = $model->issue($secret, (string)$this->config->get('config_url'), $model->getSubject(), time());

			$this->answer('200 OK', ['token' => $token, 'expires_in' => \Opencart\Catalog\Model\Extension\Sluice\Module\Token::LIFETIME]);
		}
	}

	/**
	 * The store's products as JSON Lines, for whoever knows the export's key: as a bearer token, or
	 * as 'key' in the address where a feed's reader can only be given an address.
	 */
	public function export(): void {
		$key = (string)$this->config->get('module_sluice_export_key');

		if ($key === '' || !hash_equals($key, $this->givenKey())) {
			$this->answer('403 Forbidden', ['error' => 'forbidden']);

			return;
		}

		$language = (string)($this->request->get['language'] ?? '');

		if ($language !== '' && !$this->speak($language)) {
			$this->answer('404 Not Found', ['error' => 'unknown_language']);

			return;
		}

		$this->load->model('extension/sluice/module/export');

		set_time_limit(0);
		header('Content-Type: application/x-ndjson; charset=utf-8');
		header('Cache-Control: no-store');
		header('Content-Disposition: inline; filename="catalogue-' . $this->config->get('config_language') . '.jsonl"');
		header('X-Robots-Tag: noindex');

		for ($start = 0; $lines = $this->model_extension_sluice_module_export->getLines($start, self::BATCH); $start += self::BATCH) {
			echo implode('', $lines);
			flush();
		}
	}

	/** Whether a setting that lists where the chat is shown has that; an empty list means everywhere. */
	private function wanted(string $setting, string $value): bool {
		$listed = (array)($this->config->get('module_sluice_' . $setting) ?: []);

		return !$listed || in_array($value, $listed, true);
	}

	/** Whether this visitor comes with a token of the shop's: customers, and all where there is no public key. */
	private function tokens(): bool {
		$secret = (string)$this->config->get('module_sluice_secret');

		return $secret !== '' && ($this->customer->isLogged() || (string)$this->config->get('module_sluice_key') === '');
	}

	/** @return array<string, string> */
	private function attributes(string $url, string $page): array {
		$language = (string)$this->config->get('config_language');
		$product_id = $page === 'product' ? (int)($this->request->get['product_id'] ?? 0) : 0;
		$tokens = $this->tokens();

		return [
			'url'            => $url,
			'key'            => $tokens ? '' : (string)$this->config->get('module_sluice_key'),
			'lang'           => $language,
			'theme'          => (string)$this->config->get('module_sluice_theme'),
			'product'        => $product_id ? (string)$product_id : '',
			'currency'       => (string)($this->session->data['currency'] ?? $this->config->get('config_currency')),
			'greeting'       => $this->text('greeting', $language),
			'suggestions'    => $this->text('suggestions', $language),
			'data-accent'    => (string)$this->config->get('module_sluice_accent'),
			'data-on-accent' => (string)$this->config->get('module_sluice_on_accent'),
			'data-position'  => (string)$this->config->get('module_sluice_position'),
			'data-token'     => $tokens ? $this->url->link('extension/sluice/module/sluice.token', 'language=' . $language, true) : ''
		];
	}

	private function text(string $setting, string $language): string {
		$texts = $this->config->get('module_sluice_' . $setting);

		return is_array($texts) ? html_entity_decode((string)($texts[$language] ?? ''), ENT_QUOTES, 'UTF-8') : '';
	}

	private function givenKey(): string {
		$server = $this->request->server;

		// Where PHP runs behind a rewriting web server, the header has the second name.
		$header = $server['HTTP_AUTHORIZATION'] ?? $server['REDIRECT_HTTP_AUTHORIZATION'] ?? '';
		$authorization = html_entity_decode((string)$header, ENT_QUOTES, 'UTF-8');

		if (stripos($authorization, 'bearer ') === 0) {
			return trim(substr($authorization, 7));
		}

		$key = $this->request->get['key'] ?? '';

		return is_string($key) ? $key : '';
	}

	/** Sets the language for this request; false when the shop has no such language. */
	private function speak(string $code): bool {
		$this->load->model('localisation/language');

		$languages = array_column($this->model_localisation_language->getLanguages(), 'language_id', 'code');

		if (!isset($languages[$code])) {
			return false;
		}

		$this->config->set('config_language', $code);
		$this->config->set('config_language_id', $languages[$code]);

		return true;
	}

	/** @param array<string, int|string> $json */
	private function answer(string $status, array $json): void {
		$this->response->addHeader(($this->request->server['SERVER_PROTOCOL'] ?? 'HTTP/1.1') . ' ' . $status);
		$this->response->addHeader('Content-Type: application/json');
		$this->response->addHeader('Cache-Control: no-store');
		$this->response->setOutput((string)json_encode($json));
	}
}
